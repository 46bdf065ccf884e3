//! The size budgets of the playground: everything that is code, as a web server would send it.
//!
//! Counted is each `.wasm` and `.js` file of the bundle, gzipped with the strongest setting. What is loaded before the
//! first explanation has one budget; the worker with the shells, which is loaded behind it, has another.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

/// What is loaded together.
#[derive(Debug)]
struct Load {
    what: &'static str,
    /// What all its code may take, in gzipped bytes.
    budget: usize,
}

const PAGE: Load = Load {
    what: "the page",
    budget: 350_000,
};

const WORKER: Load = Load {
    what: "the worker",
    budget: 1_250_000,
};

/// The files of the worker; all others are the page's.
const WORKER_FILES: [&str; 3] = ["worker.js", "follow.js", "follow_bg.wasm"];

/// One file of the bundle.
#[derive(Debug, PartialEq)]
struct FileSize {
    name: String,
    plain: usize,
    gzipped: usize,
}

/// Prints the numbers, and fails when they are over the budget.
pub(crate) fn check(folder: &Path) -> Result<()> {
    let mut sizes = Vec::new();
    measure(folder, &mut sizes)?;
    sizes.sort_by(|left, right| left.name.cmp(&right.name));
    for size in &sizes {
        println!("{size}");
    }
    let (worker, page): (Vec<FileSize>, Vec<FileSize>) = sizes
        .into_iter()
        .partition(|it| WORKER_FILES.contains(&it.name.as_str()));
    for (load, sizes) in [(PAGE, page), (WORKER, worker)] {
        let total: usize = sizes.iter().map(|size| size.gzipped).sum();
        let Load { what, budget } = load;
        println!("{total:>9} bytes gzipped together for {what}, of {budget}");
        hold_budget(&load, total)?;
    }
    Ok(())
}

fn hold_budget(load: &Load, total: usize) -> Result<()> {
    let Load { what, budget } = load;
    if total > *budget {
        bail!(
            "the code of {what} is {} bytes over its budget of {budget}",
            total - budget
        );
    }
    Ok(())
}

fn measure(folder: &Path, sizes: &mut Vec<FileSize>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            measure(&path, sizes)?;
        } else if is_code(&path) {
            let content = fs::read(&path)?;
            sizes.push(FileSize {
                name: path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                plain: content.len(),
                gzipped: gzipped_length(&content)?,
            });
        }
    }
    Ok(())
}

fn is_code(path: &Path) -> bool {
    matches!(
        path.extension().and_then(OsStr::to_str),
        Some("wasm" | "js")
    )
}

fn gzipped_length(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

impl fmt::Display for FileSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:>9} bytes gzipped, {:>9} plain: {}",
            self.gzipped, self.plain, self.name
        )
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{PAGE, gzipped_length, hold_budget, is_code};

    #[test]
    fn one_byte_over_the_budget_is_too_many() {
        hold_budget(&PAGE, 350_000).unwrap();
        assert_eq!(
            hold_budget(&PAGE, 350_001).unwrap_err().to_string(),
            "the code of the page is 1 bytes over its budget of 350000"
        );
    }

    #[test]
    fn modules_and_scripts_count_but_pages_do_not() {
        assert!(is_code(Path::new("shellform_bg.wasm")));
        assert!(is_code(Path::new("shellform.js")));
        assert!(!is_code(Path::new("index.html")));
    }

    #[test]
    fn repetition_costs_little() {
        assert!(gzipped_length(&[b'a'; 10_000]).unwrap() < 100);
    }
}
