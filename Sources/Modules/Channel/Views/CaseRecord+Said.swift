import Domain
import Kernel

extension CaseRecord.Said {
  typealias Part = CaseRecord.Part

  /// What its key seals, in parts; what is empty is left out.
  func seal<Value>(_ personal: Personal<Value>, _ parts: (Value) -> [Part]) -> Self {
    var said = self
    said.subject = personal.subject
    said.sealed = personal.value.map { parts($0).filter { !$0.value.isEmpty } }
    return said
  }

  func seal(_ words: Personal<String>, as name: String = "words") -> Self {
    seal(words) { [.words(name, $0)] }
  }

  /// Nothing where there is nothing to seal.
  func seal(_ personal: Personal<String>?) -> Self {
    personal.map { seal($0, as: "why") } ?? self
  }

  static func line(_ item: String = "", _ parts: [Part] = []) -> Self {
    Self(item: item, parts: parts.filter { !$0.value.isEmpty })
  }
}

extension CaseRecord.Part {
  static func words(_ name: String, _ words: String) -> Self { .init(name, .words, words) }
  static func code(_ name: String, _ code: Coded, _ list: String) -> Self {
    .init(name, .code, code.code, of: list)
  }
  static func code(_ name: String, _ code: Coded?, _ list: CodeList) -> Self {
    .init(name, .code, code?.code ?? "", of: list.name)
  }
  static func day(_ name: String, _ day: PartialDate?) -> Self { .init(name, .day, day?.iso ?? "") }
  static func account(_ name: String, _ account: String?) -> Self { .init(name, .account, account ?? "") }
  static func area(_ name: String, _ area: String) -> Self { .init(name, .area, area) }
  static func record(_ name: String, _ id: String?) -> Self { .init(name, .record, id ?? "") }
  static func truth(_ name: String, _ isSo: Bool) -> Self { .init(name, .truth, isSo ? "yes" : "") }
}

extension Case.Event {
  /// What a line of the case's record says of it.
  var said: CaseRecord.Said {
    switch self {
    case .opened, .screened, .rejectionProposed, .rejectionReturned, .decided, .letterWritten, .letterSent,
      .putToPanel,
      .panelDecided:
      screeningSaid
    case .consentSought, .consentAnswered, .consentWithdrawn, .overrideGranted, .overrideReviewed, .disclosed:
      consentSaid
    case .planned, .adopted, .sessionRecorded, .goalSet, .progressNoted, .reviewed, .contactMade,
      .contactMoved, .alarmRaised, .alarmEscalated, .alarmAnswered:
      supportSaid
    case .transferOffered, .transferRequested, .transferAccepted, .transferDeclined, .transferRevoked,
      .assigned, .shared, .sharingEnded, .keptOut, .accessAsked, .accessRefused:
      sharingSaid
    case .closed(let body): .line().closing(body)
    case .laterReviewHeld(let body):
      .line("", [.day("due", body.due), .code("finding", body.finding, Case.findingList)]).seal(body.words)
    case .retentionChanged(let body): .line("", [.day("until", body.until)]).seal(body.reason, as: "reason")
    case .followed(let body): .line("", [.record("case", body.by)])
    case .remarked(let body): .line(body.id, [.record("entry", body.entry)]).seal(body.words)
    }
  }

  private var screeningSaid: CaseRecord.Said {
    switch self {
    case .opened(let body):
      .line(
        "",
        [
          .day("received", body.opening.received), .area("area", body.opening.area),
          .account("owner", body.opening.owner), .record("case", body.opening.follows),
          .day("screening-due", body.screeningDue), .day("decision-due", body.decisionDue),
        ]
      )
      .seal(body.why)
    case .screened(let body):
      .line(
        "",
        body.systems.map { .code("systems", $0, Case.systemList) }
          + [.code("result", body.result, Case.screeningList), .truth("late", body.isLate)]
      )
      .seal(body.reasons, as: "reasons")
    case .rejectionProposed(let body): .line().deciding(body.decided).also(.line().closing(body.closed))
    case .rejectionReturned(let body): .line().seal(body.reason, as: "reason")
    case .decided(let body): .line().deciding(body)
    case .letterWritten(let body):
      .line(body.id, [.code("letter", body.kind, Case.letterList)]).seal(body.words) {
        [.words("sender", $0.from ?? ""), .words("to", $0.to), .words("text", $0.text)]
      }
    case .letterSent(let body):
      .line(
        body.id,
        [
          .code("letter", body.kind, Case.letterList),
          .code("letter-way", body.way, Case.letterWayList), .day("on", body.on),
        ]
      )
      .seal(body.words) { words in
        // How it reads stands in the line that says it was written.
        [.words("to", words.to)] + (body.way == nil ? [.words("text", words.text)] : [])
      }
    case .putToPanel(let body): .line(body.meeting, [.day("on", body.on)])
    case .panelDecided(let body):
      .line(
        body.resolution.meeting,
        [
          .day("on", body.resolution.on),
          .code("resolution", body.resolution.code, PanelMeeting.resolutionList),
          .code("rule", body.resolution.rule, PanelMeeting.ruleList), .day("next-contact", body.nextContact),
        ]
      )
    default: .line()
    }
  }

  private var consentSaid: CaseRecord.Said {
    switch self {
    case .consentSought(let body):
      .line(
        body.id,
        [
          .code("how", body.how, Case.howList), .code("from", body.from, Case.giverList), .day("on", body.on),
        ]
      )
      .seal(body.words)
    case .consentAnswered(let body):
      .line(
        body.seeking,
        [.words("answer", body.isGiven ? "Given" : "Refused"), .day("on", body.on)]
      )
      .seal(body.answer) {
        [
          .code("giver", $0.giver, Case.giverList), .code("capacity", $0.capacity, Case.capacityList),
          .words("name", $0.name), .words("words", $0.words),
        ]
      }
    case .consentWithdrawn(let body):
      .line("", [.code("by", body.by, Case.giverList), .day("on", body.on)]).seal(body.words)
    case .overrideGranted(let body):
      .line(
        body.id,
        [.code("ground", body.ground, Case.overrideList), .day("review-due", body.reviewDue)]
      )
      .seal(body.words)
    case .overrideReviewed(let body):
      .line("", [.code("outcome", body.outcome, Case.overrideReviewList)]).seal(body.words)
    case .disclosed(let body):
      .line(
        body.id,
        [
          .code("basis", body.basis, Case.basisList), .day("on", body.on),
          .truth("override", body.override != nil),
        ]
      )
      .seal(body.words) { [.words("recipient", $0.recipient), .words("what", $0.what)] }
    default: .line()
    }
  }
}

extension CaseRecord.Said {
  fileprivate func deciding(_ body: Case.Decided) -> Self {
    var said = self
    said.parts += [
      .words("decision", body.isReasonable ? "Reasonable grounds" : "No reasonable grounds"),
      .truth("late", body.isLate), .account("proposed-by", body.proposedBy),
    ]
    .filter { !$0.value.isEmpty }
    said.parts += body.earlier.map { .record("earlier", $0) }
    return said.seal(body.words) { [.words("grounds", $0.grounds), .words("again", $0.again)] }
  }

  fileprivate func closing(_ body: Case.Closed) -> Self {
    var said = self
    said.parts.append(
      .code("reason", body.reason, body.isAdopted ? Case.exitAfterList : Case.exitBeforeList)
    )
    if let care = body.care { said.parts.append(.code("care", care, Case.careList)) }
    said.parts.append(.day("retain-until", body.retainUntil))
    said.parts += body.laterReviews.map { .day("later-review", $0) }
    return said.seal(body.words) { words in
      [.words("care-words", words.care)]
        + words.views.map { .words("view-\($0.agency.code)", $0.words) }
        + [
          .words("told", words.told), .words("onward", words.onward),
          .truth("under-18", words.isUnder18),
        ]
    }
  }

  fileprivate func also(_ other: Self) -> Self {
    var said = self
    said.parts += other.parts
    said.sealed = sealed.map { $0 + (other.sealed ?? []) }
    return said
  }
}

extension Signpost.Event {
  /// Only the first event of a signpost names its case.
  var caseID: String? { if case .given(let body) = self { body.caseID } else { nil } }

  var said: CaseRecord.Said {
    switch self {
    case .given(let body):
      .line("", [.code("nature", body.kind, Case.natureList), .day("on", body.on)]).seal(body.words) {
        [.words("service", $0.service), .words("why", $0.why)]
      }
    case .followedUp(let body):
      .line("", [.code("taken", body.taken, Signpost.takeUpList), .day("on", body.on)]).seal(body.words)
    }
  }
}
