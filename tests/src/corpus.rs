//! Dockerfiles to measure with: real ones where they are at hand, the project's own otherwise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shellform::dockerfile::{self, Body, Form};
use shellform::session::Session;
use shellform::text::Source;

/// The folder of recorded facts beside the project, or the one that `SHELLFORM_FACTS` names.
#[must_use]
pub fn facts_folder() -> Option<PathBuf> {
    let folder = match std::env::var_os("SHELLFORM_FACTS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts"),
    };
    folder.is_dir().then_some(folder)
}

/// Real Dockerfiles: 1,664 public ones if the folder of facts is there, else those of the project's fixtures.
#[must_use]
pub fn dockerfiles() -> Vec<String> {
    let public = facts_folder()
        .map(|it| it.join("dockerfiles.jsonl"))
        .filter(|it| it.is_file());
    let (path, key) = match public {
        Some(path) => (path, "text"),
        None => (
            Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/docker.jsonl"),
            "dockerfile",
        ),
    };
    let content = std::fs::read_to_string(path).unwrap_or_default();
    content
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|case| case[key].as_str().map(str::to_owned))
        .collect()
}

/// The different scripts of the commands in shell form of those files, as Docker hands them to a shell.
#[must_use]
pub fn scripts() -> Vec<String> {
    let mut scripts = BTreeSet::new();
    for text in dockerfiles() {
        let mut cx = Session::default();
        let name = "Dockerfile".to_owned();
        let file = cx.texts.add_source(Source::File { name }, text);
        let file = dockerfile::parse(&mut cx, file);
        for instruction in &file.instructions {
            let Body::Command(command) = &instruction.body else {
                continue;
            };
            if let (Form::Shell(_), Some(&script)) = (&command.form, command.arguments.first()) {
                scripts.insert(cx.texts.str(script).to_owned());
            }
        }
    }
    scripts.into_iter().collect()
}

/// A Dockerfile as people write them: two stages, thirty lines.
pub const THIRTY_LINES: &str = r#"# The service with its assets
ARG NODE_VERSION=20
FROM node:${NODE_VERSION} AS assets
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci \
    --no-audit \
    --no-fund
COPY . .
RUN npm run build && \
    # the tests need the build
    npm test

FROM debian:12 AS service
ARG VERSION=dev
ENV APP_HOME=/srv/app \
    PATH="/srv/app/bin:${PATH}" \
    VERSION=${VERSION:-unknown}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl \
 && rm -rf /var/lib/apt/lists/*
WORKDIR $APP_HOME
COPY --from=assets --chown=www-data:www-data /src/dist ./public
LABEL org.opencontainers.image.title="service" version="$VERSION"
USER www-data
EXPOSE 8080/tcp 9090-9092
HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8080/health || exit 1
ENTRYPOINT ["/srv/app/bin/entrypoint.sh"]
CMD ["serve", "--port", "8080"]
"#;

/// One stage that grows: `times` groups of instructions behind a single `FROM`.
#[must_use]
pub fn one_stage(times: usize) -> String {
    let mut text = String::from("FROM debian:12\n");
    for number in 0..times {
        text.push_str(&format!(
            "ENV NAME_{number}=value_{number} OTHER_{number}=\"$NAME_{number} and ${{PATH}}\"\n\
             ARG ARGUMENT_{number}=${{OTHER_{number}:-none}}\n\
             RUN echo $NAME_{number} && \\\n    make -j \"$ARGUMENT_{number}\"\n\
             LABEL label_{number}=$ARGUMENT_{number}\n\
             EXPOSE {port}\n\
             COPY --chown=0:0 a b /srv/$NAME_{number}/\n\
             CMD [\"serve\", \"--number\", \"{number}\"]\n",
            port = 1 + number % 60_000,
        ));
    }
    text
}
