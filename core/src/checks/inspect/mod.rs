//! What the checks look at a simulation with: its command lines, the text of scripts, places to edit.

mod command_line;
mod edit;
mod program;
mod quote;
mod script;

pub(super) use command_line::{
    Ahead, CommandLine, Role, command_lines, considered, is_unknown, steps,
};
pub(super) use edit::{array_in_file, in_file, insert, replace};
pub(super) use program::{base_name, is_posix_shell};
pub(super) use quote::{code, codes};
pub(super) use script::{Script, references};
