//! What the page may call: each command unpacks, calls the book, and gives back what it says. `docs/contract.md` is their law.
//!
//! Commands run on worker threads, never on the thread that draws the window; those that take long have a thread of their own.

pub mod customers;
pub mod files;
pub mod follow_ups;
pub mod history;
pub mod imports;
pub mod long;
pub mod month;
pub mod open;
pub mod purchases;
pub mod relations;
pub mod staff;

use tauri::ipc::Invoke;

/// Every command by its name; the permission in `src-tauri/permissions/book.toml` lists the same.
pub fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        open::status,
        open::create_book,
        open::open_sample,
        open::leave_sample,
        open::edit_shop,
        open::currencies,
        open::regions,
        open::time_zones,
        customers::find,
        customers::card,
        customers::add_customer,
        customers::edit_customer,
        customers::remove_customer,
        customers::likely_doubles,
        customers::customers,
        customers::duplicates,
        customers::preview_merge,
        customers::merge_customers,
        customers::tell_apart,
        purchases::read_purchase,
        purchases::items,
        purchases::record_purchase,
        purchases::refund_purchase,
        relations::add_preference,
        relations::remove_preference,
        relations::add_belonging,
        relations::remove_belonging,
        relations::add_interaction,
        relations::record_complaint,
        relations::record_consent,
        follow_ups::read_due,
        follow_ups::read_day,
        follow_ups::add_follow_up,
        follow_ups::close_follow_up,
        follow_ups::snooze_follow_up,
        follow_ups::today,
        month::month,
        month::month_people,
        month::month_folder,
        month::write_month,
        month::month_columns,
        month::write_mailing,
        month::write_cards,
        imports::glance_at_import,
        imports::preview_import,
        imports::import_file,
        imports::save_refused,
        imports::leave_import,
        history::history,
        history::undo,
        history::redo,
        staff::staff,
        staff::add_staff,
        staff::act_as,
        files::listen,
        files::choose_file,
        files::choose_folder,
        files::show_folder,
        long::cancel,
    ]
}
