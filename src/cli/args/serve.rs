//! The arguments of `secondhand serve`.

use crate::cli::files::MaxBytes;
use clap::Args as ClapArgs;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  secondhand serve
  curl --data-binary @article.txt 'http://127.0.0.1:8417/analyze?publisher=The+Courier'

docs/serve.md describes the endpoint.")]
pub(in crate::cli) struct ServeArgs {
    /// The port of 127.0.0.1 to listen on; 0 for any that is free
    #[arg(long, default_value_t = 8417, value_name = "PORT")]
    pub(in crate::cli) port: u16,
    /// The folder of a page that was built, and not the page in this program
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) page: Option<PathBuf>,
    /// Refuse files that are larger than this: bytes, or K, M or G of them
    #[arg(long, default_value = "4M", value_name = "SIZE")]
    pub(in crate::cli) max_bytes: MaxBytes,
    /// Print the OpenAPI description of the server, and end
    #[arg(long)]
    pub(in crate::cli) openapi: bool,
}
