package import Analysis
package import Kernel

extension Lesson {
  package enum Event: DomainEvent {
    case drafted(Drafted)
    case justified(Justified)
    case asked(Asked)
    case approved
    case refused(Refused)
    case withdrawn(Withdrawn)
    case delivered(Delivered)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("lesson.drafted", 1, Event.drafted) {
        if case .drafted(let body) = $0 { body } else { nil }
      },
      EventKind("lesson.justified", 1, Event.justified) {
        if case .justified(let body) = $0 { body } else { nil }
      },
      EventKind("lesson.asked", 1, Event.asked) { if case .asked(let body) = $0 { body } else { nil } },
      EventKind("lesson.approved", 1, .approved),
      EventKind("lesson.refused", 1, Event.refused) {
        if case .refused(let body) = $0 { body } else { nil }
      },
      EventKind("lesson.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
      EventKind("lesson.delivered", 1, Event.delivered) {
        if case .delivered(let body) = $0 { body } else { nil }
      },
    ]
  }

  /// The whole as it now is.
  package struct Drafted: Codable, Equatable, Sendable {
    package var caseID: String
    /// That it is to be attached to; nil where it becomes a draft of its own.
    package var practice: String?
    /// Sealed like all that is written of a case until it has left.
    package var text: Personal<Text>
  }

  package struct Justification: Codable, Equatable, Sendable {
    /// The finding's code.
    package var finding: String
    package var reason: String
  }

  package struct Justified: Codable, Equatable, Sendable {
    package var words: Personal<Justification>
  }

  /// A finding, and why it may stay.
  package struct Checked: Codable, Equatable, Sendable {
    package var finding: Identifying.Finding
    package var reason: String
  }

  package struct Asked: Codable, Equatable, Sendable {
    /// What the check found, as it was when approval was asked for.
    package var checked: Personal<[Checked]>
  }

  /// Goes back to whoever wrote it.
  package struct Refused: Codable, Equatable, Sendable {
    package var grounds: Personal<String>
  }

  package struct Withdrawn: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }

  package struct Delivered: Codable, Equatable, Sendable {
    /// What it became, or is attached to.
    package var practice: String
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .drafted(let body):
      (state.life, state.drafted) = (.draft, body)
      state.authors.insert(occasion.by)
    case .justified(let body):
      if let code = body.words.value?.finding { state.reasons[code] = body.words }
      state.authors.insert(occasion.by)
    case .asked(let body):
      (state.life, state.checked, state.asker, state.refused) = (.asked, body.checked, occasion.by, nil)
      state.authors.insert(occasion.by)
    case .approved: (state.life, state.approver) = (.approved, occasion.by)
    case .refused(let body): (state.life, state.refused, state.checked) = (.draft, body.grounds, nil)
    case .withdrawn: state.life = .withdrawn
    case .delivered(let body): (state.life, state.practice) = (.delivered, body.practice)
    }
  }
}

extension Lesson.Text {
  /// The fields, by their form names, without which nobody can make use of it.
  var missing: [String] {
    let needed: KeyValuePairs = [
      "title": title, "problem": problem, "helped": helped, "mechanism": mechanism, "caution": caution,
    ]
    return needed.filter(\.value.isEmpty).map(\.key) + (settings.isEmpty ? ["settings"] : [])
  }

  package var passages: [Identifying.Passage] {
    [
      .init("title", title), .init("problem", problem), .init("helped", helped),
      .init("mechanism", mechanism), .init("caution", caution),
    ]
  }

  /// What of it may tell who it is about.
  package func findings(_ known: Identifying.Known) -> [Identifying.Finding] {
    Identifying.findings(in: passages, choosing: Set(settings.map { "setting:\($0)" }), knowing: known)
  }
}
