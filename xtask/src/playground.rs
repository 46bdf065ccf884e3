//! `cargo xtask playground`: from a fresh checkout to the playground in a browser.

use anyhow::Result;

use crate::args::PlaygroundOptions;
use crate::browser;
use crate::bundle;
use crate::process::announce;
use crate::repository::Repository;
use crate::server::Server;
use crate::toolchain;

/// Builds the playground and serves it until it is interrupted.
pub(crate) fn run(repository: &Repository, options: &PlaygroundOptions) -> Result<()> {
    let toolchain = toolchain::provide()?;
    let folder = bundle::build(repository, &toolchain)?;
    let server = Server::bind(&folder, options.port)?;
    let address = server.address();
    println!("{address}");
    announce(&format!(
        "serving the playground at {address}; Ctrl-C ends it"
    ));
    if !options.no_open {
        browser::open(&address);
    }
    server.serve()
}
