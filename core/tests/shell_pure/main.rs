//! Arithmetic and patterns against the shells that are installed: dash 0.5.12, bash 5.2, busybox 1.35.
//!
//! `SHELLFORM_SHELLS=1` asks them, thousands of times, in few processes; without it nothing is compared. Seeds are
//! fixed, so every run asks the same. Beside that: nothing panics, and what is found lies within the text.

mod arrays;
mod braces;
mod expressions;
mod installed;
mod pathnames;
mod patterns;
mod properties;
mod quoted;
mod random;
