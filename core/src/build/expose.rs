//! `EXPOSE`: ports, ranges and protocols (`dockerfile2llb/convert_expose.go`).

use crate::text::case;

/// A port specification, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ports {
    /// `80/tcp`, one for each port.
    pub(super) ports: Vec<String>,
    /// Whether it names an address or a host port, which does nothing here.
    pub(super) host: HostPart,
    /// Whether its protocol is in capitals.
    pub(super) protocol: ProtocolCase,
}

/// Whether a port specification names an address or a host port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HostPart {
    Absent,
    Present,
}

/// How a protocol is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProtocolCase {
    Lower,
    Other,
}

/// Reads `[[ip:]hostPort:]port[-port][/protocol]`.
pub(super) fn read(specification: &str) -> Result<Ports, String> {
    let invalid = |reason: &str| {
        let specification = crate::text::go::go_quote(specification);
        format!("invalid port: {specification}: {reason}")
    };
    let mut parts = specification.rsplitn(3, ':');
    let container = parts.next().unwrap_or_default();
    let host_port = parts.next();
    let address = parts.next();
    let (port, protocol) = container.split_once('/').unwrap_or((container, ""));
    if port.is_empty() {
        return Err(invalid("no port specified"));
    }
    let lower = case::lowercase(protocol);
    let name = match lower.as_str() {
        "" => "tcp",
        "tcp" | "udp" | "sctp" => lower.as_str(),
        _ => return Err(invalid(&format!("invalid proto: {protocol}"))),
    };
    let address = address.unwrap_or_default();
    if !address.is_empty() && !is_address(address) {
        return Err(format!("invalid IP address: {address}"));
    }
    let (first, last) = range(port).ok_or_else(|| format!("invalid containerPort: {port}"))?;
    if let Some(host_port) = host_port.filter(|it| !it.is_empty()) {
        let (host_first, host_last) =
            range(host_port).ok_or_else(|| format!("invalid hostPort: {host_port}"))?;
        if host_last - host_first != last - first && first != last {
            return Err(format!(
                "invalid ranges specified for container and host Ports: {port} and {host_port}"
            ));
        }
    }
    Ok(Ports {
        ports: (first..=last)
            .map(|port| format!("{port}/{name}"))
            .collect(),
        host: if host_port.is_some() {
            HostPart::Present
        } else {
            HostPart::Absent
        },
        protocol: if lower == protocol {
            ProtocolCase::Lower
        } else {
            ProtocolCase::Other
        },
    })
}

fn is_address(address: &str) -> bool {
    let inner = address
        .strip_prefix('[')
        .and_then(|it| it.strip_suffix(']'))
        .unwrap_or(address);
    is_version_4(inner) || is_version_6(inner)
}

/// Four numbers up to 255, without zeros in front (Go's `net.ParseIP`, of which the standard library's parser is a
/// larger part of the playground's page than a host in an `EXPOSE` is worth).
fn is_version_4(address: &str) -> bool {
    let is_number = |it: &str| {
        let has_zeros = it.len() > 1 && it.starts_with('0');
        let is_digits = it.bytes().all(|it| it.is_ascii_digit());
        is_digits && !has_zeros && it.parse::<u8>().is_ok()
    };
    address.split('.').count() == 4 && address.split('.').all(is_number)
}

/// Eight groups, or fewer with `::` for the rest; the last two may be written as version 4.
fn is_version_6(address: &str) -> bool {
    match address.split_once("::") {
        None => groups(address, LastGroup::MayBeVersion4) == Some(8),
        Some((head, tail)) => {
            let head = groups(head, LastGroup::IsLikeOthers);
            let tail = groups(tail, LastGroup::MayBeVersion4);
            head.zip(tail).is_some_and(|(head, tail)| head + tail < 8)
        }
    }
}

/// What the last group of an address of version 6 may be.
#[derive(Clone, Copy, PartialEq)]
enum LastGroup {
    IsLikeOthers,
    MayBeVersion4,
}

/// How many groups there are; nothing where one is none.
fn groups(text: &str, last: LastGroup) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut count = 0;
    let mut groups = text.split(':').peekable();
    while let Some(group) = groups.next() {
        let is_last = groups.peek().is_none();
        let is_group =
            (1..=4).contains(&group.len()) && group.bytes().all(|it| it.is_ascii_hexdigit());
        count += match is_group {
            true => 1,
            false if is_last && last == LastGroup::MayBeVersion4 && is_version_4(group) => 2,
            false => return None,
        };
    }
    Some(count)
}

/// `80` or `80-90`, each of 16 bits.
fn range(ports: &str) -> Option<(u16, u16)> {
    let number = |it: &str| {
        let is_digits = !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        is_digits.then(|| it.parse::<u16>().ok()).flatten()
    };
    match ports.split_once('-') {
        None => number(ports).map(|it| (it, it)),
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some((first, last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_become_ports() {
        let ports = read("90-92/UDP").unwrap();
        assert_eq!(ports.ports, ["90/udp", "91/udp", "92/udp"]);
        assert_eq!(ports.protocol, ProtocolCase::Other);
        assert_eq!(read("127.0.0.1:8080:80").unwrap().ports, ["80/tcp"]);
        assert_eq!(read("80/").unwrap().ports, ["80/tcp"]);
    }

    #[test]
    fn addresses_are_those_of_the_standard_library() {
        for address in [
            "127.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "256.0.0.1",
            "01.2.3.4",
            "1.2.3",
            "1.2.3.4.5",
            "1..2.3",
            "+1.2.3.4",
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1::3:4:5:6:7:8",
            "1:2:3:4::5:6:7:8",
            ":::",
            "1:::2",
            ":1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:",
            "12345::",
            "g::",
            "::1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1.2.3.4::",
            "::1.2.3",
            "::1::",
            "fe80::1%eth0",
            "",
            "a",
        ] {
            let expected = address.parse::<std::net::IpAddr>().is_ok();
            assert_eq!(is_address(address), expected, "{address}");
        }
    }

    #[test]
    fn errors_have_buildkits_words() {
        let error = |text| read(text).unwrap_err();
        assert_eq!(
            error("80/foo"),
            r#"invalid port: "80/foo": invalid proto: foo"#
        );
        assert_eq!(error("/tcp"), r#"invalid port: "/tcp": no port specified"#);
        assert_eq!(error("80,81"), "invalid containerPort: 80,81");
        assert_eq!(error("90-80"), "invalid containerPort: 90-80");
        assert_eq!(error("65536"), "invalid containerPort: 65536");
    }
}
