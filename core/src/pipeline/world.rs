//! What the reader gives of a world: files, stubs, and whether there are other programs.

use crate::container::{GivenFile, World};
use crate::input::{InputFile, OtherPrograms, StubInput};
use crate::kernel::Coverage;

/// Puts the reader's files and stubs into a world; what cannot be used is told.
pub(super) fn give(
    world: &mut World,
    files: &[InputFile],
    stubs: &[StubInput],
    unusable: &mut Vec<String>,
) {
    unusable.extend(problems(files));
    for file in files {
        let Some(mode) = file.permission_bits() else {
            continue;
        };
        let path = file.path.clone();
        match file.content.clone() {
            Some(content) => world.files.push(GivenFile {
                path,
                content,
                mode,
            }),
            None => world.opaque_files.push((path, mode)),
        }
    }
    world.stubs = stubs.iter().map(Into::into).collect();
}

/// What of the files cannot be used, each as a sentence.
pub(super) fn problems<'f>(
    files: impl IntoIterator<Item = &'f InputFile>,
) -> impl Iterator<Item = String> {
    let unusable = files
        .into_iter()
        .filter(|it| it.permission_bits().is_none());
    unusable.map(|it| {
        format!(
            "the mode of the file {} is no octal number: {}",
            it.path,
            it.mode.as_deref().unwrap_or_default()
        )
    })
}

/// Whether there may be programs that are not listed.
pub(super) fn coverage(other_programs: OtherPrograms) -> Coverage {
    match other_programs {
        OtherPrograms::Assumed => Coverage::Partial,
        OtherPrograms::Missing => Coverage::Complete,
    }
}
