//! The words of the command line.
#![allow(missing_docs, reason = "their help stands beside them or they say what they are")]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Regulars: the customer book for a small shop's counter.
#[derive(Parser)]
#[command(name = "regulars-cli", version)]
pub struct Cli {
    /// The book; without it the platform's data folder.
    #[arg(long, global = true)]
    pub book: Option<PathBuf>,
    /// One JSON value on stdout.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts.
    #[arg(long, global = true)]
    pub staff: Option<String>,
    /// The clock, RFC 3339.
    #[arg(long, global = true)]
    pub now: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make an empty book; refuses where a file stands.
    Init {
        #[arg(long, default_value = "My shop")]
        shop: String,
        #[arg(long)]
        region: Option<String>,
        #[arg(long)]
        currency: Option<String>,
        #[arg(long)]
        time_zone: Option<String>,
        #[arg(long, default_value = "00:00")]
        day_ends: String,
    },
    /// Make a book with an invented shop, the same for the same seed.
    Sample {
        #[arg(long)]
        customers: u64,
        #[arg(long)]
        purchases: Option<u64>,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Add a customer.
    Add {
        name: String,
        #[command(flatten)]
        fields: Fields,
    },
    /// Change what is given of a customer.
    Edit {
        id: String,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    /// Take a customer out of every list; undo brings them back.
    Remove { id: String },
    /// Show a customer's card.
    Show { id: String },
    /// Find customers, best first.
    Find {
        text: String,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Note a preference.
    Prefer { id: String, kind: String, value: String },
    /// Write down a purchase.
    Purchase {
        id: String,
        /// ITEM=PRICE or ITEM=PRICE*QUANTITY
        #[arg(long = "line", required = true)]
        lines: Vec<String>,
        #[arg(long)]
        day: Option<String>,
        /// An amount, or a share such as 10%
        #[arg(long, allow_hyphen_values = true)]
        discount: Option<String>,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Give a purchase back, whole or by the position of its lines.
    Refund {
        purchase: String,
        #[arg(long = "line")]
        lines: Vec<i64>,
    },
    /// Write a line on the timeline.
    Note {
        id: String,
        text: String,
        #[arg(long, default_value = "visit")]
        kind: String,
    },
    /// Write down something owed.
    FollowUp {
        id: String,
        title: String,
        #[arg(long)]
        due: String,
        #[arg(long, default_value = "other")]
        kind: String,
        #[arg(long, default_value = "")]
        repeat: String,
    },
    /// Close a follow-up as done.
    Done {
        follow_up: String,
        #[arg(long, default_value = "")]
        outcome: String,
    },
    /// Close a follow-up that is not needed any more.
    Drop {
        follow_up: String,
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Move a follow-up to another day.
    Snooze {
        follow_up: String,
        #[arg(long)]
        until: String,
    },
    /// What is owed, late first.
    Today {
        #[arg(long)]
        day: Option<String>,
    },
    /// Write down a consent event.
    Consent {
        id: String,
        purpose: String,
        channel: String,
        #[arg(value_parser = ["yes", "no"])]
        given: String,
        #[arg(long, default_value = "")]
        how: String,
        #[arg(long, default_value = "")]
        wording: String,
    },
    /// Read a file, or the folder that `export --for move` wrote.
    Import {
        path: PathBuf,
        #[arg(long = "as", default_value = "auto", value_parser = ["customers", "purchases", "auto"])]
        kind: String,
        #[arg(long)]
        dry_run: bool,
        #[arg(long, value_parser = ["dmy", "mdy", "ymd"])]
        dates: Option<String>,
        /// Whether decimals stand behind a point or a comma.
        #[arg(long, value_parser = ["point", "comma"])]
        decimals: Option<String>,
        /// Header=field
        #[arg(long = "map")]
        mapping: Vec<String>,
        /// How its letters are written, such as Windows-1250, where what was found is wrong.
        #[arg(long)]
        encoding: Option<String>,
        /// Whether the first row of the table is its headings; without any, the columns are Column A, Column B ...
        #[arg(long, value_parser = ["first", "none"])]
        headings: Option<String>,
        /// Whether a blank cell says nothing or empties what the book has.
        #[arg(long, default_value = "keep", value_parser = ["keep", "clear"])]
        blank: String,
    },
    /// Write files for the spreadsheet, or to move and keep.
    Export {
        #[arg(value_parser = ["customers", "purchases", "lines", "follow-ups", "month", "all", "mailing"])]
        what: String,
        /// Only these columns: Day,Total; of one of several tables: purchases=Day,Total
        #[arg(long)]
        columns: Vec<String>,
        /// What the people on a mailing list said yes to.
        #[arg(long, default_value = "news")]
        purpose: String,
        /// By which way: email, text, phone, post.
        #[arg(long, default_value = "email")]
        channel: String,
        #[arg(long)]
        to: PathBuf,
        #[arg(long, conflicts_with_all = ["from", "until"])]
        month: Option<String>,
        #[arg(long, requires = "until")]
        from: Option<String>,
        #[arg(long, requires = "from")]
        until: Option<String>,
        #[arg(long = "for", default_value = "spreadsheet", value_parser = ["spreadsheet", "move"])]
        for_what: String,
        #[arg(long, default_value = "csv", value_parser = ["csv", "xlsx", "vcard"])]
        format: String,
        /// Only these customers, as vCards.
        #[arg(long = "id")]
        ids: Vec<String>,
        /// What parts the cells; as in the shop's country when left out.
        #[arg(long, value_parser = [",", ";", "tab"])]
        delimiter: Option<String>,
        /// Write over files that stand there.
        #[arg(long)]
        force: bool,
    },
    /// The month's figures.
    Month { month: String },
    /// Who may be in the book twice, the likeliest first.
    Duplicates {
        #[arg(long, default_value_t = 1_000)]
        limit: usize,
    },
    /// Make one card of several: KEEP stays, the others lead to it. What is given besides says how the card is to be.
    Merge {
        keep: String,
        #[arg(required = true)]
        others: Vec<String>,
        /// Show the card as it would be, and change nothing.
        #[arg(long)]
        dry_run: bool,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    /// Say that two cards are two people: they are not proposed as doubles again.
    TellApart { one: String, other: String },
    /// The journal, newest first.
    History {
        id: Option<String>,
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
    /// Take back the newest deed, or the one named.
    Undo { deed: Option<String> },
    /// Do again what was taken back last.
    Redo,
    /// Check everything that can be checked.
    Check,
}

impl Command {
    /// Words that cannot go together, in words.
    pub fn conflict(&self) -> Option<&'static str> {
        let Self::Export { what, for_what, format, ids, month, from, .. } = self else { return None };
        let cards = format == "vcard";
        let spanned = month.is_some() || from.is_some();
        match () {
            () if for_what == "move" && format != "csv" => Some("a book that moves is written as CSV: leave out --format, or --for move"),
            () if what == "mailing" && (spanned || for_what == "move") => {
                Some("a mailing list is of today and for the spreadsheet: name no days, and no --for move")
            }
            () if cards && (what != "customers" || spanned) => Some("only customers are written as vCards, of no month: leave out --format vcard"),
            () if !cards && !ids.is_empty() => Some("single customers are written as vCards: add --format vcard"),
            () => None,
        }
    }
}

#[derive(Args)]
pub struct Fields {
    #[arg(long = "phone")]
    pub phones: Vec<String>,
    #[arg(long = "email")]
    pub emails: Vec<String>,
    #[arg(long)]
    pub call_me: Option<String>,
    #[arg(long)]
    pub say_it: Option<String>,
    #[arg(long)]
    pub nick: Option<String>,
    #[arg(long)]
    pub number: Option<String>,
    #[arg(long)]
    pub company: Option<String>,
    #[arg(long)]
    pub town: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    pub birthday: Option<String>,
    #[arg(long = "tag")]
    pub tags: Vec<String>,
    #[arg(long)]
    pub note: Option<String>,
    #[arg(long)]
    pub source: Option<String>,
    #[arg(long)]
    pub referred_by: Option<String>,
}
