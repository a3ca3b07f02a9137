import Domain
import Kernel
import Platform
import Views

/// What the page of a case shows to one viewer.
struct CaseShowModel {
  let opened: CasePages.Opened
  let today: PartialDate
  let asked: FormValues
  let watches: Bool

  private var found: CasePages.Found { opened.found }
  private var row: CaseList.Row { found.row }
  private var state: Case.State { found.state }
  private var words: CasePages.Words { opened.words }
  private var address: String { found.record.address }

  init(_ opened: CasePages.Opened, on today: PartialDate, _ asked: FormValues, watches: Bool) {
    (self.opened, self.today, self.asked, self.watches) = (opened, today, asked, watches)
  }

  var model: Model {
    let purpose = opened.purpose
    let dues = dues
    let isErased = opened.lines.contains(where: \.isErased)
    let next = CaseAct.all.filter { $0.isNext(state) }
    let model: Model = [
      "title": row.reference, "stage": CaseWording.life(row.life), "purpose": purpose.label,
      "until": purpose.until.map { PracticeWording.moment($0) } ?? false,
      "purposeAddress": "/purpose/case/\(row.id)".withQuery([("back", address)]),
      "glass": found.glass.map { PracticeWording.moment($0.endsAt) } ?? false,
      "glassAddress": found.glass.map { "/break-glass/\($0.id)" } ?? false,
      "restricted": opened.restriction?.sentence ?? false, "isErased": isErased,
      "rows": standing, "hasDues": !dues.isEmpty, "dues": dues,
      "noDues": row.life == .closed
        ? "Nothing is due."
        : "No day is set for anything. Set one by what you do next, so that it is not forgotten.",
      "lookersAddress": watches ? "/oversight/records/case/\(row.id)" : false,
      "besides": CasePages.beside.filter { $0.isShown(found) }.map {
        ["besideLabel": $0.label, "besideAddress": $0.address(row.id)] as Model
      },
      "reopenAddress": row.life == .closed && row.followedBy == nil && found.allows(.open)
        ? "\(address)/reopen" : false,
      "groups": groups(leavingOut: Set(next.map(\.name))),
    ]
    return [Self.steps(next, found), reported, plan, knowing, timeline].reduce(model) {
      $0.merging($1) { $1 }
    }
  }

  // MARK: What can be done

  /// Those of some acts that the viewer may do now, as buttons.
  static func steps(_ acts: [CaseAct], _ found: CasePages.Found) -> Model {
    let steps = possible(acts, found).map { act -> Model in
      [
        "label": act.heading, "address": "\(found.record.address)/\(act.name)", "isPost": false,
        "style": act.style,
      ]
    }
    return ["hasSteps": !steps.isEmpty, "steps": steps]
  }

  private static func possible(_ acts: [CaseAct], _ found: CasePages.Found) -> [CaseAct] {
    acts.filter { $0.isPossible(found.state) && found.allows($0.act) }
  }

  /// Everything else that can be done, under headings.
  private func groups(leavingOut next: Set<String>) -> [Model] {
    let all: [(String, [CaseAct])] = [
      ("Decisions and letters", CaseAct.screening + [CaseAct.remark]),
      ("Consent and who is told", CaseAct.consent),
      ("Support", CaseAct.support + CaseAct.signposts + CaseAct.contact),
      ("Who carries and sees it", CaseAct.sharing),
      ("Closing", CaseAct.closing),
    ]
    return all.compactMap { title, acts in
      let links = Self.possible(acts, found).filter {
        (!next.contains($0.name) || !$0.isNext(state))
          && (!$0.needs.contains(.signposts) || !opened.lines.openSignposts.isEmpty)
      }
      guard !links.isEmpty else { return nil }
      return [
        "groupTitle": title,
        "links": links.map { ["label": $0.heading, "address": "\(address)/\($0.name)"] as Model },
      ]
    }
  }

  // MARK: Where it stands

  private var standing: [Model] {
    let rows = [
      ("Who it is about", opened.beside.reported.map { ChannelWording.name($0.person) } ?? ""),
      ("Stage", "\(CaseWording.life(row.life)), since \(row.since.words)"),
      ("Who carries it", words.person(row.owner)), ("Area", words.areas[row.area] ?? row.area),
      ("Received", row.received.words), ("Consent", consent),
      ("The panel's last word", resolution), ("Next contact", state.nextContact?.words ?? ""),
      ("Next review", state.nextReview?.words ?? ""), ("What came of it", outcome),
      ("Kept until", row.retainUntil?.words ?? ""),
    ]
    let referral = opened.beside.mayOpenReferral ? "/referrals/\(row.subject)" : ""
    let links = [
      ("Referral", Referral.reference(of: row.subject), referral),
      ("Takes up", row.follows.map(Case.reference) ?? "", "/cases/\(row.follows ?? "")"),
      ("Taken up by", row.followedBy.map(Case.reference) ?? "", "/cases/\(row.followedBy ?? "")"),
    ]
    return rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }
      + links.filter { !$0.1.isEmpty }.map { label, text, address in
        guard !address.isEmpty else { return Model.row(label, text) }
        return ["key": label, "lines": [["line": text, "lineAddress": address] as Model]] as Model
      }
  }

  private var consent: String {
    if state.hasConsent { return "Given on \(state.answer?.on.words ?? "")" }
    if let answer = state.answer {
      let isWithdrawn = answer.isGiven
      return (isWithdrawn ? "Withdrawn" : "Refused on \(answer.on.words)")
        + (state.override == nil ? "" : "; partners may be told all the same")
    }
    return state.hasUnanswered ? "Sought, and not answered yet" : state.isOffered ? "Not sought yet" : ""
  }

  private var resolution: String {
    guard let resolution = state.resolution else { return "" }
    return "\(PanelMeeting.resolutionList.label(resolution.code.code)), on \(resolution.on.words)"
  }

  private var outcome: String {
    guard let closed = state.closed else { return "" }
    return CaseWording.exit(closed.reason.code)
  }

  /// What is due in the case and beside it, the first due first.
  private var dues: [Model] {
    let questions = opened.beside.questions.map { question in
      let agency = PanelMeeting.agencyList.label(question.agency)
      return (question.due, owed("An answer to a question", by: question.due, who: agency))
    }
    let actions = opened.beside.actions.map { action in
      (action.due, owed("An action of a meeting", by: action.due, who: words.person(action.owner)))
    }
    let letters = state.unsentLetters.compactMap { letter in
      state.writtenOn[letter.id].map { day in
        (day, waiting("A letter that is written and not sent", since: day, who: words.person(row.owner)))
      }
    }
    let all = opened.dues.map { ($0.day, due($0)) } + questions + actions + letters
    return all.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
  }

  private func owed(_ what: String, by day: PartialDate, who: String) -> Model {
    ["what": what, "by": day.words, "who": who, "isLate": day < today]
  }

  private func waiting(_ what: String, since day: PartialDate, who: String) -> Model {
    ["what": what, "by": "Since \(day.words)", "who": who, "isLate": false]
  }

  private func due(_ due: CaseList.Due) -> Model {
    let (what, owing) = CaseWording.due(due.what)
    let label =
      switch due.what {
      case .alarm: "Alarm: \(state.alarms[due.item].map { CaseWording.alarm($0.body, in: state) } ?? "")"
      case .access: "\(what): \(words.person(due.item))"
      case .session: what + CaseWording.nature(of: due.item, in: state)
      default: what
      }
    let isOpenEnded = CaseWording.isOpenEnded(due.what)
    let who =
      switch owing {
      case .owner: words.person(row.owner)
      case .supervisors: "The supervisors"
      case .named: due.who.map(words.person) ?? "The supervisors"
      // The other area answers an offer; whoever has the case, a request.
      case .area: words.areas[due.item == "requested" ? row.area : due.who ?? ""] ?? ""
      }
    return [
      "what": label, "by": isOpenEnded ? "Since \(due.day.words)" : due.day.words, "who": who,
      "isLate": due.day < today && !isOpenEnded,
    ]
  }
}
