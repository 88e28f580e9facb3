//! Which program wrote a file, by the names of its columns; never by their places.

/// Programs whose files are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Our own export for the spreadsheet.
    Regulars,
    /// Square's customer directory.
    SquareCustomers,
    /// Square's items or transactions.
    SquareSales,
    /// Google Contacts, both layouts.
    Google,
    /// Outlook, and what Google writes for it.
    Outlook,
    /// Shopify's customers.
    ShopifyCustomers,
    /// Shopify's orders.
    ShopifyOrders,
    /// HubSpot's contacts.
    HubspotContacts,
    /// vCards, of any program.
    Vcard,
    /// Any other table.
    Unknown,
}

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Customers.
    Customers,
    /// Purchases, or their lines.
    Purchases,
}

impl Kind {
    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Purchases => "purchases",
        }
    }
}

/// Columns that tell a program, plain; so many of them must be there.
const TELLING: &[(Program, usize, &[&str])] = &[
    (Program::Regulars, 1, &["regulars id"]),
    (Program::Vcard, 1, &["vcard uid"]),
    (Program::ShopifyOrders, 2, &["lineitem name", "lineitem quantity", "lineitem price", "financial status", "paid at", "lineitem sku"]),
    (
        Program::SquareSales,
        3,
        &[
            "gross sales",
            "net sales",
            "event type",
            "transaction id",
            "payment id",
            "price point name",
            "modifiers applied",
            "dining option",
            "device name",
        ],
    ),
    (
        Program::SquareCustomers,
        2,
        &[
            "square customer id",
            "creation source",
            "email subscription status",
            "instant profile",
            "lifetime spend",
            "transaction count",
            "first visit",
            "last visit",
            "reference id",
        ],
    ),
    // Its own id is no other program's.
    (Program::SquareCustomers, 1, &["square customer id"]),
    (
        Program::ShopifyCustomers,
        2,
        &[
            "accepts email marketing",
            "accepts sms marketing",
            "accepts marketing",
            "total spent",
            "total orders",
            "tax exempt",
            "default address address1",
        ],
    ),
    (
        Program::HubspotContacts,
        2,
        &[
            "record id",
            "contact owner",
            "lead status",
            "lifecycle stage",
            "marketing contact status",
            "primary associated company id",
            "associated company",
            "associated company ids",
            "last activity date",
            "original source",
        ],
    ),
    (
        Program::Google,
        2,
        &[
            "email 1 value",
            "phone 1 value",
            "email 1 label",
            "phone 1 label",
            "email 1 type",
            "phone 1 type",
            "phonetic first name",
            "file as",
            "organization name",
            "yomi name",
            "given name yomi",
            "additional name",
            "group membership",
            "directory server",
            "organization 1 name",
            "address 1 formatted",
            "labels",
            "photo",
        ],
    ),
    (
        Program::Outlook,
        2,
        &[
            "email display name",
            "email 2 address",
            "business street",
            "business phone",
            "business postal code",
            "home street",
            "home phone",
            "home postal code",
            "mobile phone",
            "company main phone",
            "assistant s phone",
            "business fax",
            "organizational id number",
            "manager s name",
            "web page",
            "other street",
            "internet free busy",
        ],
    ),
];

impl Program {
    /// The program whose telling columns stand among these plain headings; the one with the most, should several fit.
    pub fn of(headings: &[String]) -> Self {
        let mut best = (Self::Unknown, 0);
        for (program, least, telling) in TELLING {
            // Some columns of our own have labels too; but Google's phones are under `Phone 1 - Value`.
            if *program == Self::Google && headings.iter().any(|heading| ["phone 1", "email 1"].contains(&heading.as_str())) {
                continue;
            }
            let found = telling.iter().filter(|name| headings.iter().any(|heading| heading == **name)).count();
            // The first four cannot be anything else; among the others the number of signs decides.
            let certain = matches!(program, Self::Regulars | Self::Vcard | Self::ShopifyOrders | Self::SquareSales) && found >= *least;
            if certain {
                return *program;
            }
            if found >= *least && found > best.1 {
                best = (*program, found);
            }
        }
        best.0
    }

    /// The name that a report gives it.
    pub fn source(self) -> &'static str {
        match self {
            Self::Regulars => "regulars",
            Self::SquareCustomers | Self::SquareSales => "square",
            Self::Google => "google",
            Self::Outlook => "outlook",
            Self::ShopifyCustomers | Self::ShopifyOrders => "shopify",
            Self::HubspotContacts => "hubspot",
            Self::Vcard => "vcard",
            Self::Unknown => "unknown",
        }
    }

    /// What its files hold, where that is known.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::SquareSales | Self::ShopifyOrders => Some(Kind::Purchases),
            Self::Unknown => None,
            _ => Some(Kind::Customers),
        }
    }
}
