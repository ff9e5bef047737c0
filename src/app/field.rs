//! Keys that go to a text field: the filter of a list, the search within the text, the field of a picker. Live at every
//! keystroke; Enter keeps, Esc drops.

use std::path::PathBuf;

use super::effect::Effect;
use super::hits::Focus;
use super::input::{Edit, Input};
use super::layer::Layer;
use super::picker::Purpose;
use super::region::Region;
use super::state::App;

impl App {
    /// Whether keys go to a text field.
    pub fn is_editing(&self) -> bool {
        match self.layers.last() {
            Some(Layer::Picker(picker)) => picker.list.editing(),
            Some(Layer::Card(_)) => false,
            Some(Layer::Hits) => self.hits.as_ref().is_some_and(|hits| hits.focus != Focus::Hits),
            Some(Layer::Form(_)) => true,
            None => match self.focus {
                Region::Shelf => self.shelf().editing(),
                Region::Speeches => self.speeches.editing(),
                Region::Text => self.reading.find.as_ref().is_some_and(|f| f.open),
            },
        }
    }

    /// The field that keys go to.
    pub fn field(&self) -> Option<&Input> {
        if !self.is_editing() {
            return None;
        }
        match self.layers.last() {
            Some(Layer::Picker(picker)) => Some(&picker.list.filter().input),
            Some(Layer::Card(_)) => None,
            Some(Layer::Hits) => self.hits.as_ref().and_then(|hits| match hits.focus {
                Focus::Query => Some(&hits.input),
                Focus::Refine => hits.refine.as_ref().map(|refine| &refine.input),
                Focus::Hits => None,
            }),
            Some(Layer::Form(form)) => form.input(),
            None => match self.focus {
                Region::Shelf => Some(&self.shelf().filter().input),
                Region::Speeches => Some(&self.speeches.filter().input),
                Region::Text => self.reading.find.as_ref().map(|f| &f.input),
            },
        }
    }

    /// `/`: opens the field of what has the focus.
    pub(super) fn slash(&mut self) {
        match self.layers.last_mut() {
            Some(Layer::Picker(picker)) => picker.list.open_filter(),
            Some(Layer::Card(_) | Layer::Form(_)) => {}
            Some(Layer::Hits) => {
                if let Some(hits) = &mut self.hits {
                    hits.open_refine();
                }
            }
            None => match self.focus {
                Region::Shelf => self.shelf_mut().open_filter(),
                Region::Speeches => self.speeches.open_filter(),
                Region::Text => {
                    self.reading.source = None;
                    self.open_find();
                }
            },
        }
    }

    /// One step of editing in the open field.
    pub fn edit(&mut self, edit: Edit) {
        let moves = matches!(edit, Edit::Left | Edit::Right | Edit::Home | Edit::End);
        self.awaited = false;
        match self.layers.last_mut() {
            Some(Layer::Picker(picker)) => {
                picker.list.field().edit(edit);
                if !moves {
                    picker.list.refresh();
                }
            }
            Some(Layer::Card(_)) => {}
            Some(Layer::Hits) => self.edit_hits(edit),
            Some(Layer::Form(form)) => form.edit(edit),
            None => match self.focus {
                Region::Shelf => {
                    self.shelf_mut().field().edit(edit);
                    if !moves {
                        self.shelf_mut().refresh();
                        self.follow_shelf();
                    }
                }
                Region::Speeches => {
                    self.speeches.field().edit(edit);
                    if !moves {
                        self.speeches.refresh();
                        self.follow_speech();
                    }
                }
                Region::Text => {
                    if let Some(find) = &mut self.reading.find {
                        find.input.edit(edit);
                        if !moves {
                            self.refresh_find();
                        }
                    }
                }
            },
        }
    }

    /// Enter in a field: keeps the filter, goes on to what is found, or runs the palette's command.
    pub fn accept(&mut self) -> Vec<Effect> {
        match self.layers.last_mut() {
            Some(Layer::Picker(picker)) => {
                if picker.purpose == Purpose::Palette {
                    let typed = picker.list.filter().input.text();
                    if let Some((verb, argument)) = typed.split_once(' ')
                        && matches!(verb, "open" | "save" | "export-hits" | "find")
                    {
                        self.layers.pop();
                        return self.run_with(verb, argument.trim());
                    }
                }
                // The best of what was typed is meant, not of what was typed before.
                self.awaited = picker.list.is_sifting();
                return if self.awaited { Vec::new() } else { self.enter() };
            }
            Some(Layer::Card(_)) => {}
            Some(Layer::Hits) => self.enter_hits(),
            Some(Layer::Form(_)) => return self.save_form(),
            None => match self.focus {
                Region::Shelf => self.shelf_mut().keep_filter(),
                Region::Speeches => self.speeches.keep_filter(),
                Region::Text => self.keep_find(),
            },
        }
        Vec::new()
    }

    /// Esc in a field: drops the filter or the search, closes the picker.
    pub fn reject(&mut self) {
        match self.layers.last() {
            Some(Layer::Hits) => self.leave_hits(),
            Some(_) => {
                self.layers.pop();
            }
            None => match self.focus {
                Region::Shelf => {
                    self.shelf_mut().drop_filter();
                    self.follow_shelf();
                }
                Region::Speeches => {
                    self.speeches.drop_filter();
                    self.follow_speech();
                }
                Region::Text => self.drop_find(),
            },
        }
    }

    /// Up, down and pages in a field move the selection of its list.
    pub fn step_in_field(&mut self, by: isize) {
        self.step(by);
    }

    /// Tab in a field: the next field of a form, where there is one.
    pub fn walk_fields(&mut self, by: isize) {
        if let Some(Layer::Form(form)) = self.layers.last_mut() {
            form.walk(by);
        }
    }

    fn run_with(&mut self, verb: &str, argument: &str) -> Vec<Effect> {
        if argument.is_empty() {
            self.notice = Some(self.lang.pick("请写出路径", "Name a path").into());
            return Vec::new();
        }
        match verb {
            "open" => vec![self.import(vec![PathBuf::from(argument)])],
            "save" => self.save(PathBuf::from(argument)),
            "export-hits" => self.export_hits(PathBuf::from(argument)),
            "find" => {
                self.seek_for(argument);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
