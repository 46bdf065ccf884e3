//! The state in the address: `#v1=` and form fields (`text=FROM+debian&env=A%3D1`) in the letters of LZ-string.
//!
//! Only what differs from the defaults is written. What is behind `#` never leaves the browser.
//! Form fields and not JSON: all that is shared is text as it stands in the fields of the page, also while it is half
//! typed. LZ-string, as other playgrounds use it, and not DEFLATE with base64: that makes shorter links, but is four
//! times the code, and what is longest of 1,664 real Dockerfiles just fits either way.

use crate::state::{Options, Theme};

/// The version of the form, with the mark behind it.
const VERSION: &str = "v1=";

/// The longest fragment that every program on the way carries, in bytes. It also bounds what a link can unfold to.
const LONGEST: usize = 8 * 1024;

/// The names of the fields that are no options.
const TEXT: &str = "text";
const LINE: &str = "line";
const THEME: &str = "theme";

/// What a link carries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shared {
    pub(crate) text: String,
    pub(crate) options: Options,
    /// The line of the caret, from one.
    pub(crate) line: usize,
    pub(crate) theme: Theme,
}

/// Why a fragment cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Damage {
    /// It does not begin with a version we know.
    UnknownVersion,
    /// Something is missing or was changed on the way.
    Unreadable,
}

/// A state that is too large for an address.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TooLong {
    /// How long its fragment would be, in bytes.
    pub(crate) length: usize,
}

/// Writes the fragment, without its `#`.
pub(crate) fn encode(shared: &Shared) -> Result<String, TooLong> {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.append_pair(TEXT, &shared.text);
    fields.append_pair(LINE, &shared.line.to_string());
    if shared.theme != Theme::default() {
        fields.append_pair(THEME, shared.theme.name());
    }
    for (name, value) in shared.options.fields() {
        fields.append_pair(name, value);
    }
    let fields = fields.finish();
    let packed = lz_str::compress_to_encoded_uri_component(fields.as_str());
    let fragment = [VERSION, &packed].concat();
    match fragment.len() {
        length if length > LONGEST => Err(TooLong { length }),
        _ => Ok(fragment),
    }
}

/// Reads a fragment, with or without its `#`; nothing in an empty one.
pub(crate) fn decode(fragment: &str) -> Option<Result<Shared, Damage>> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return None;
    }
    let Some(packed) = fragment.strip_prefix(VERSION) else {
        return Some(Err(Damage::UnknownVersion));
    };
    Some(unpack(packed).ok_or(Damage::Unreadable))
}

fn unpack(packed: &str) -> Option<Shared> {
    if packed.len() > LONGEST {
        return None;
    }
    let fields = lz_str::decompress_from_encoded_uri_component(packed)?;
    let fields = String::from_utf16(&fields).ok()?;
    let mut text = None;
    let mut shared = Shared {
        text: String::new(),
        options: Options::default(),
        line: 1,
        theme: Theme::default(),
    };
    for (name, value) in form_urlencoded::parse(fields.as_bytes()) {
        match &*name {
            TEXT => text = Some(value.into_owned()),
            LINE => shared.line = value.parse().ok()?,
            THEME => shared.theme = Theme::named(&value),
            option => shared.options.set(option, &value)?,
        }
    }
    shared.text = text?;
    Some(shared)
}

#[cfg(test)]
mod tests {
    use super::{Damage, Shared, TooLong, decode, encode};
    use crate::state::{Change, Options, Theme};

    fn shared(text: &str) -> Shared {
        let mut options = Options::default();
        options.apply(Change::Arguments(vec!["ls -l".into(), String::new()]));
        options.apply(Change::BuildArguments(vec![
            "V=ü&+\n".into(),
            "half".into(),
        ]));
        Shared {
            text: text.to_owned(),
            options,
            line: 3,
            theme: Theme::Dark,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let shared = shared("FROM debian:12\nCMD echo \"ü\"\n");
        let fragment = encode(&shared).unwrap();
        assert!(fragment.starts_with("v1="));
        assert!(
            fragment
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"=-+$".contains(&it))
        );
        assert_eq!(decode(&format!("#{fragment}")), Some(Ok(shared)));
    }

    #[test]
    fn defaults_take_no_room() {
        let plain = Shared {
            text: "FROM a".to_owned(),
            options: Options::default(),
            line: 1,
            theme: Theme::System,
        };
        assert!(encode(&plain).unwrap().len() < 90);
        assert_eq!(decode(&encode(&plain).unwrap()), Some(Ok(plain)));
    }

    #[test]
    fn an_empty_fragment_says_nothing() {
        assert_eq!(decode(""), None);
        assert_eq!(decode("#"), None);
    }

    #[test]
    fn another_version_is_not_read() {
        assert_eq!(decode("#v2=abc"), Some(Err(Damage::UnknownVersion)));
        assert_eq!(decode("#answer"), Some(Err(Damage::UnknownVersion)));
    }

    #[test]
    fn damage_is_found() {
        let fragment = encode(&shared("FROM debian:12\nCMD echo hello\n")).unwrap();
        let cut = &fragment[..fragment.len() - 4];
        for damaged in ["v1=", "v1=!!!!", "v1=AAAA", cut] {
            assert_eq!(decode(damaged), Some(Err(Damage::Unreadable)), "{damaged}");
        }
    }

    #[test]
    fn no_fragment_makes_it_panic() {
        let fragment = encode(&shared("FROM debian:12\nRUN true && false\n")).unwrap();
        for at in 3..fragment.len() {
            for letter in ["A", "_", "z", "%", "é"] {
                let mut damaged = fragment.clone();
                damaged.replace_range(at..=at, letter);
                let _ = decode(&damaged);
            }
        }
    }

    #[test]
    fn a_long_file_does_not_fit() {
        let mut seed: u32 = 1;
        let noise = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!' + u8::try_from(seed >> 26).unwrap_or_default())
        });
        let text: String = noise.take(16_000).collect();
        let TooLong { length } = encode(&shared(&text)).unwrap_err();
        assert!(length > 8192);
    }
}
