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
    inner.parse::<std::net::IpAddr>().is_ok()
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
