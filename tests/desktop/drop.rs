//! Drags a file over the window of the program and lets it go there, as a file manager does (XDND, version 5, freedesktop.org):
//!
//! ```sh
//! DISPLAY=:7 drop-file people.csv
//! ```
//!
//! It says `over` once the window would take the file, and lets go when a line comes in. It ends well if the window has taken it.

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    linux::drop_file()
}

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::error::Error;
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    use x11rb::connection::Connection;
    use x11rb::protocol::Event;
    use x11rb::protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, MapState, PropMode, SELECTION_NOTIFY_EVENT,
        SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
    };
    use x11rb::rust_connection::RustConnection;
    use x11rb::wrapper::ConnectionExt as _;
    use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME, NONE};

    /// How long the window may take.
    const PATIENCE: Duration = Duration::from_secs(30);
    /// How often the pointer seems to move.
    const STEP: Duration = Duration::from_millis(50);
    /// The version of the protocol.
    const VERSION: u32 = 5;

    x11rb::atom_manager! {
        Atoms: AtomsCookie {
            XdndAware,
            XdndSelection,
            XdndEnter,
            XdndPosition,
            XdndStatus,
            XdndDrop,
            XdndFinished,
            XdndActionCopy,
            TARGETS,
            URI_LIST: b"text/uri-list",
        }
    }

    struct Drag {
        conn: RustConnection,
        atoms: Atoms,
        source: Window,
        target: Window,
        /// Where the target's middle is on the screen.
        middle: (i16, i16),
        file: PathBuf,
    }

    pub fn drop_file() -> Result<(), Box<dyn Error>> {
        let file = std::fs::canonicalize(std::env::args_os().nth(1).ok_or("which file?")?)?;
        let drag = Drag::begin(file)?;
        drag.send(drag.atoms.XdndEnter, [drag.source, VERSION << 24, drag.atoms.URI_LIST, 0, 0])?;
        let (deadline, go) = (Instant::now() + PATIENCE, lines());
        let (mut is_over, mut dropped) = (false, false);
        for step in 0.. {
            if Instant::now() > deadline {
                return Err("the window did not take the file".into());
            }
            if !dropped {
                drag.hover(step)?;
            }
            while let Some(event) = drag.conn.poll_for_event()? {
                match event {
                    Event::SelectionRequest(request) => drag.give(&request)?,
                    Event::ClientMessage(message) if message.type_ == drag.atoms.XdndStatus && !is_over => {
                        is_over = message.data.as_data32()[1] & 1 == 1;
                        if is_over {
                            writeln!(std::io::stdout(), "over")?;
                        }
                    }
                    Event::ClientMessage(message) if message.type_ == drag.atoms.XdndFinished => return Ok(()),
                    _ => {}
                }
            }
            if is_over && !dropped && go.try_recv().is_ok() {
                dropped = true;
                drag.send(drag.atoms.XdndDrop, [drag.source, 0, CURRENT_TIME, 0, 0])?;
            }
            std::thread::sleep(STEP);
        }
        Ok(())
    }

    /// Tells of each line that comes in.
    fn lines() -> Receiver<()> {
        let (tell, told) = channel();
        std::thread::spawn(move || std::io::stdin().lines().map_while(Result::ok).try_for_each(|_| tell.send(())));
        told
    }

    impl Drag {
        fn begin(file: PathBuf) -> Result<Self, Box<dyn Error>> {
            let (conn, screen) = x11rb::connect(None)?;
            let atoms = Atoms::new(&conn)?.reply()?;
            let root = conn.setup().roots[screen].root;
            let target = takes_files(&conn, atoms.XdndAware, root)?.ok_or("no window here takes files")?;
            let size = conn.get_geometry(target)?.reply()?;
            let corner = conn.translate_coordinates(target, root, 0, 0)?.reply()?;
            let middle = (corner.dst_x + (size.width / 2) as i16, corner.dst_y + (size.height / 2) as i16);
            let source = conn.generate_id()?;
            let aux = CreateWindowAux::new();
            conn.create_window(COPY_DEPTH_FROM_PARENT, source, root, 0, 0, 1, 1, 0, WindowClass::INPUT_OUTPUT, COPY_FROM_PARENT, &aux)?;
            conn.set_selection_owner(source, atoms.XdndSelection, CURRENT_TIME)?;
            conn.flush()?;
            Ok(Self { conn, atoms, source, target, middle, file })
        }

        fn send(&self, what: Atom, data: [u32; 5]) -> Result<(), Box<dyn Error>> {
            self.conn.send_event(false, self.target, EventMask::NO_EVENT, ClientMessageEvent::new(32, self.target, what, data))?;
            Ok(self.conn.flush()?)
        }

        /// Moves the pointer over the window, a little to and fro.
        fn hover(&self, step: u32) -> Result<(), Box<dyn Error>> {
            let (x, y) = (self.middle.0 as u32 + step % 3, self.middle.1 as u32);
            self.send(self.atoms.XdndPosition, [self.source, 0, x << 16 | y, CURRENT_TIME, self.atoms.XdndActionCopy])
        }

        /// Gives the address of the file to who asks for it.
        fn give(&self, request: &SelectionRequestEvent) -> Result<(), Box<dyn Error>> {
            let property = if request.property == NONE { request.target } else { request.property };
            let given = if request.target == self.atoms.URI_LIST {
                let address = format!("file://{}\r\n", self.file.to_str().ok_or("a plain name, please")?);
                self.conn.change_property8(PropMode::REPLACE, request.requestor, property, self.atoms.URI_LIST, address.as_bytes())?;
                property
            } else if request.target == self.atoms.TARGETS {
                self.conn.change_property32(PropMode::REPLACE, request.requestor, property, AtomEnum::ATOM, &[self.atoms.URI_LIST])?;
                property
            } else {
                NONE
            };
            let notice = SelectionNotifyEvent {
                response_type: SELECTION_NOTIFY_EVENT,
                sequence: 0,
                time: request.time,
                requestor: request.requestor,
                selection: request.selection,
                target: request.target,
                property: given,
            };
            self.conn.send_event(false, request.requestor, EventMask::NO_EVENT, notice)?;
            Ok(self.conn.flush()?)
        }
    }

    /// The window that says it takes what is dragged, wherever it stands in the tree.
    fn takes_files(conn: &RustConnection, aware: Atom, window: Window) -> Result<Option<Window>, Box<dyn Error>> {
        let is_seen = conn.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        let says_so = conn.get_property(false, window, aware, AtomEnum::ANY, 0, 1)?.reply()?.value_len > 0;
        if is_seen && says_so {
            return Ok(Some(window));
        }
        for child in conn.query_tree(window)?.reply()?.children {
            if let Some(found) = takes_files(conn, aware, child)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
