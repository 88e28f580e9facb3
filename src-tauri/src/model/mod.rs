//! The nouns of the shop: what they are, how they are read and what is allowed. No SQL, no clock, no files.

pub mod birthday;
pub mod checks;
pub mod contact;
pub mod customer;
pub mod day;
pub mod doubles;
pub mod due;
pub mod fold;
pub mod id;
pub mod keys;
pub mod ledger;
pub mod money;
pub mod phone;
pub mod purchase;
pub mod relation;
pub mod shop;

pub use birthday::Birthday;
pub use contact::{Address, Email, Phone};
pub use customer::{Card, CardSummary, Customer, CustomerChanges, Found, Match, NewCustomer};
pub use day::{Due, Month};
pub use id::Id;
pub use keys::Keys;
pub use ledger::{Deed, FigurePerson, MonthDay, MonthFigure, MonthFigures};
pub use money::{Currency, Quantity};
pub use purchase::{Line, NewLine, NewPurchase, Purchase, PurchaseKind};
pub use relation::{
    Balance, Belonging, Consent, FollowUp, Interaction, NewComplaint, NewConsent, NewFollowUp, NewInteraction, NewPromise, Opening, Preference,
};
pub use shop::{NewShop, Shop, Staff};
