//! Image configurations as JSON: `docker image inspect` or OCI.

use serde_json::{Map, Value};

use crate::knowledge::{Known, Unknown};

use super::base::BaseImage;
use super::facts::Os;

/// Reads a configuration: an array with one image (`docker image inspect`), an image object with `Config`
/// (`docker image inspect` or `config` of OCI), or the `Config` object itself.
pub(super) fn read(name: &str, json: &Value) -> Result<BaseImage, String> {
    let image = match json {
        Value::Array(images) => images.first().ok_or("the list of images is empty")?,
        other => other,
    };
    let object = image
        .as_object()
        .ok_or("an image configuration is a JSON object")?;
    let config = match object.get("Config").or_else(|| object.get("config")) {
        Some(Value::Object(config)) => config,
        Some(_) => return Err("`Config` is not an object".to_owned()),
        None if looks_like_config(object) => object,
        None => return Err("there is no `Config` in it; give the output of `docker image inspect IMAGE` or an OCI image configuration".to_owned()),
    };
    let os = object
        .get("Os")
        .or_else(|| object.get("os"))
        .and_then(Value::as_str);
    let shell = Unknown::Fact("an image configuration does not say what /bin/sh is".to_owned());
    let tzdata = Unknown::Fact("an image configuration does not list files".to_owned());
    Ok(BaseImage {
        name: name.to_owned(),
        evidence: "the image configuration you gave".to_owned(),
        shell: Known::no(shell),
        environment: Known::Yes(environment(config)?),
        entrypoint: Known::Yes(words(config, "Entrypoint")?),
        cmd: Known::Yes(words(config, "Cmd")?),
        config_shell: Known::Yes(words(config, "Shell")?),
        working_dir: Known::Yes(word(config, "WorkingDir")?),
        user: Known::Yes(word(config, "User")?),
        stop_signal: Known::Yes(word(config, "StopSignal")?),
        exposed_ports: Known::Yes(keys(config, "ExposedPorts")?),
        volumes: Known::Yes(keys(config, "Volumes")?),
        labels: Known::Yes(labels(config)?),
        onbuild: Known::Yes(words(config, "OnBuild")?),
        healthcheck: Known::Yes(match config.get("Healthcheck") {
            Some(Value::Object(check)) => words(check, "Test")?,
            _ => Vec::new(),
        }),
        tzdata: Known::no(tzdata),
        os: if os == Some("windows") {
            Os::Windows
        } else {
            Os::Linux
        },
    })
}

fn looks_like_config(object: &Map<String, Value>) -> bool {
    ["Env", "Cmd", "Entrypoint", "WorkingDir", "User", "Shell"]
        .iter()
        .any(|key| object.contains_key(*key))
}

fn environment(config: &Map<String, Value>) -> Result<Vec<(String, Known<String>)>, String> {
    let split = |variable: String| match variable.split_once('=') {
        Some((name, value)) => (name.to_owned(), Known::Yes(value.to_owned())),
        None => (variable, Known::Yes(String::new())),
    };
    Ok(words(config, "Env")?.into_iter().map(split).collect())
}

fn words(config: &Map<String, Value>, key: &str) -> Result<Vec<String>, String> {
    let of_strings = || format!("`{key}` is not a list of strings");
    match config.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => values
            .iter()
            .map(|it| it.as_str().map(str::to_owned).ok_or_else(of_strings))
            .collect(),
        Some(_) => Err(of_strings()),
    }
}

fn word(config: &Map<String, Value>, key: &str) -> Result<String, String> {
    match config.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(word)) => Ok(word.clone()),
        Some(_) => Err(format!("`{key}` is not a string")),
    }
}

fn keys(config: &Map<String, Value>, key: &str) -> Result<Vec<String>, String> {
    match config.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(object)) => Ok(object.keys().cloned().collect()),
        Some(_) => Err(format!("`{key}` is not an object")),
    }
}

fn labels(config: &Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let is_not = || "`Labels` is not an object of strings".to_owned();
    match config.get("Labels") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(labels)) => labels
            .iter()
            .map(|(key, value)| {
                value
                    .as_str()
                    .map(|it| (key.clone(), it.to_owned()))
                    .ok_or_else(is_not)
            })
            .collect(),
        Some(_) => Err(is_not()),
    }
}
