//! The catalogue of base images: from `core/content/images/*.toml` to `core/src/images/catalogue.rs`.
//!
//! Every file is one image. [`schema`] says what may stand in it and [`source`] reads it, with the line of what is wrong;
//! [`items`] writes it as constants of the types in `core/src/images/facts.rs`.
//! An absent value is an unknown one: nothing is ever filled in here.

mod items;
mod schema;
mod source;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Extent, Generator};

use self::schema::Image;

/// Where the facts are written by people.
const FOLDER: &str = "core/content/images";

pub(super) const GENERATOR: Generator = Generator {
    output: "core/src/images/catalogue.rs",
    extent: Extent::WholeFile {
        title: "The catalogue of base images, from `core/content/images`.",
    },
    items: generate,
};

fn generate(root: &Path) -> Result<String> {
    let mut images = Vec::new();
    for path in toml_files(&root.join(FOLDER))? {
        let shown = path.strip_prefix(root).unwrap_or(&path).display();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        images.push(source::read(&text).with_context(|| shown.to_string())?);
    }
    check_names(&images)?;
    Ok(items::write(&images))
}

/// In the order of their names, so that the output does not hang on the file system.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A repository is described by one file only.
fn check_names(images: &[Image]) -> Result<()> {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for image in images {
        for name in &image.names {
            if let Some(other) = owners.insert(name, &image.summary) {
                bail!(
                    "the image `{name}` is described twice: as {other:?} and as {:?}",
                    image.summary
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check_names, source};

    #[test]
    fn an_image_is_described_once() {
        let image = source::read("names = [\"debian\"]\nsummary = \"A.\"\n[evidence]\n").unwrap();
        assert!(check_names(std::slice::from_ref(&image)).is_ok());
        assert_eq!(
            check_names(&[image.clone(), image])
                .unwrap_err()
                .to_string(),
            "the image `debian` is described twice: as \"A.\" and as \"A.\""
        );
    }
}
