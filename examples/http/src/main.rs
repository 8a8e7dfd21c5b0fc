//! `storyveil-http`: serves one public archive, on this machine only unless told otherwise.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use jiff::civil::Date;
use storyveil_http::{Redaction, Site, SiteError, router};
use tokio::net::TcpListener;

/// Serves one public archive: a search page for people and JSON for programs. Read-only.
#[derive(Parser)]
#[command(name = "storyveil-http", version, max_term_width = 100)]
struct Cli {
    /// The folder of a public archive, as `storyveil add` makes it
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Make reports (/api/report) and enter them in this ledger, as `storyveil report` does; made if it is not there. Keep it out of
    /// the archive
    #[arg(long, value_name = "FILE", conflicts_with = "allow_remote")]
    ledger: Option<PathBuf>,
    /// Allow an address that other machines reach; /api/redact and /api/report are then left out
    #[arg(long)]
    allow_remote: bool,
}

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Site(#[from] SiteError),
    #[error(
        "other machines reach the address {0}; use 127.0.0.1, or say --allow-remote if that is what you want"
    )]
    Remote(IpAddr),
    #[error("the server cannot listen or go on ({}); is another program at this address?", .0.kind())]
    Network(#[from] io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    std::panic::set_hook(Box::new(quiet_panic));
    match serve(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::from(if matches!(failure, Failure::Network(_)) { 3 } else { 2 })
        }
    }
}

async fn serve(cli: Cli) -> Result<(), Failure> {
    let local = cli.listen.ip().is_loopback();
    if !local && !cli.allow_remote {
        return Err(Failure::Remote(cli.listen.ip()));
    }
    let redaction = if local { Redaction::Here } else { Redaction::Nowhere };
    let mut site = Site::open(&cli.archive, redaction, today)?;
    if let Some(ledger) = &cli.ledger {
        site = site.with_reports(ledger)?;
    }
    let listener = TcpListener::bind(cli.listen).await?;
    say(&format!("Listening at http://{}/; stop with Ctrl-C.", listener.local_addr()?));
    if !local {
        say("Warning: other machines reach this address, and the connection is not encrypted.");
    }
    axum::serve(listener, router(site)).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

/// Waits for Ctrl-C, or for the system to ask us to end. Requests under way are answered before we do.
async fn stopped() {
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => _ = signals.recv().await,
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

#[allow(clippy::disallowed_methods)] // Reading the clock is the frontend's work, so that no library has to.
fn today() -> Date {
    jiff::Zoned::now().date()
}

fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// A panic is our fault and must not show what was asked: messages of the standard library can quote text.
fn quiet_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place =
        panic.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    say(&format!("storyveil-http has a fault{place}. Please report this place."));
}
