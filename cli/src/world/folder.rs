//! A folder as the files of a simulation: paths seen from it, contents, permission bits.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;

use shellform::input::{InputFile, LONGEST_TEXT};

use crate::failure::Failure;

/// More files than this are taken for a mistake.
const MOST_FILES: usize = 10_000;

/// What is read of a folder.
#[derive(Default)]
struct Reading {
    files: Vec<InputFile>,
    bytes: u64,
}

/// The files of a folder, and of the folders in it.
///
/// What is not UTF-8 is there with a content nobody knows; what is no file or folder is left out.
pub(crate) fn read(folder: &Path) -> Result<Vec<InputFile>, Failure> {
    let mut reading = Reading::default();
    let name = folder.display();
    reading.folder(folder, "").map_err(|error| {
        Failure::unreadable(format!("the folder {name} cannot be read: {error}"), None)
    })?;
    Ok(reading.files)
}

impl Reading {
    fn folder(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.push(format!("{path}/"), Some(String::new()), &entry.metadata()?)?;
                self.folder(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_file() {
                let metadata = entry.metadata()?;
                self.bytes += metadata.len();
                let content = match self.bytes <= LONGEST_TEXT as u64 {
                    true => String::from_utf8(fs::read(entry.path())?).ok(),
                    false => None,
                };
                self.push(path, content, &metadata)?;
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        path: String,
        content: Option<String>,
        metadata: &Metadata,
    ) -> io::Result<()> {
        if self.files.len() == MOST_FILES {
            let message = format!("it holds more than {MOST_FILES} files");
            return Err(io::Error::other(message));
        }
        self.files.push(InputFile {
            path,
            content,
            mode: mode(metadata),
        });
        Ok(())
    }
}

#[cfg(unix)]
fn mode(metadata: &Metadata) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(format!("{:o}", metadata.permissions().mode() & 0o7777))
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> Option<String> {
    None
}
