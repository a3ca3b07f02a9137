import Domain
import Kernel
import Platform
import Views

/// The plan, who knows what, and the timeline.
extension CaseShowModel {
  private var words: CasePages.Words { opened.words }
  private var state: Case.State { opened.found.state }

  // MARK: What was reported

  /// The referral in the words of whoever made it, for everybody who works on the case: who that was is for those who may
  /// open the referral.
  var reported: Model {
    guard let sealed = opened.beside.reported else { return ["reported": false] }
    let referral = opened.beside.referral
    let rows =
      [
        ("Comes from", ChannelWording.sector(referral.sector)),
        ("Type of concern", ChannelWording.concern(referral.concern)),
      ] + ChannelWording.reported(sealed).map { ($0.label, $0.text) }
    return ["reported": ["rows": rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }] as Model]
  }

  // MARK: Plan and goals

  var plan: Model {
    guard let plan = state.plan else { return ["plan": false] }
    let text = plan.words.value
    let rows = [("Needs", text?.needs ?? ""), ("Consent is sought", text?.consent ?? "")]
    let notes = opened.lines.filter { $0.act == "case.progress-noted" }
    let goals = opened.lines.filter { $0.act == "case.goal-set" }.map { line -> Model in
      let progress = notes.filter { $0.value("goal") == line.item }
      return [
        "goal": line.isErased ? "Erased" : line.value("words"), "hasProgress": !progress.isEmpty,
        "progress": progress.map { note -> Model in
          ["noteDay": PartialDate(on: note.at).words, "note": note.isErased ? "Erased" : note.value("words")]
        },
      ]
    }
    return [
      "plan": [
        "rows": rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }
          + plan.supports.map { support($0, text?.ways[$0.id] ?? "") },
        "hasGoals": !goals.isEmpty, "goals": goals,
      ] as Model
    ]
  }

  /// What a support is, who gives it, how and when, and by when a session of it is due.
  private func support(_ support: Case.PlannedSupport, _ way: String) -> Model {
    let provider = opened.beside.providers[support.provider]
    let address = provider.flatMap { provider -> String? in
      let facts = ProviderPolicy.Facts(account: provider.account)
      return ProviderPolicy.policy.allows(.readProvider, opened.found.viewer, facts)
        ? "/providers/\(provider.id)" : nil
    }
    let session = state.sessionsDue[support.id].map { "A session is due by \($0.words)" } ?? ""
    let lines = ["From \(support.from.words)", way, session].filter { !$0.isEmpty }
    let first: Model = ["line": words.record(support.provider), "lineAddress": address ?? false]
    return [
      "key": Case.natureList.label(support.nature.code),
      "lines": [first] + lines.map { ["line": $0, "lineAddress": false] as Model },
    ]
  }

  // MARK: Who knows what

  var knowing: Model {
    let circle = state.circle.sorted { words.person($0.key) < words.person($1.key) }.map { account, member in
      let until = member.until.map { ", until \($0.words)" } ?? ""
      return (words.person(account), Case.circleList.label(member.role.code) + until)
    }
    let known = Set(state.circle.keys).union(state.keptOut).union([state.owner])
    let panel = opened.beside.readers.subtracting(known).map {
      (words.person($0), "Sits on the panel, and reads the case while its papers are shared")
    }
    .sorted { $0.0 < $1.0 }
    let out = state.keptOut.map { (words.person($0), "Kept out") }.sorted { $0.0 < $1.0 }
    let asks = state.askers.map { (words.person($0), "Asks to be let in") }.sorted { $0.0 < $1.0 }
    let all = [
      (words.person(state.owner), "Carries the case"),
      ("Supervisors of the area", "See it, but for who is kept out"),
    ]
    let told = opened.lines.filter { Self.telling.contains($0.act) }.map(told)
    return [
      "circle": (all + circle + panel + asks + out).map { Model.row($0.0, $0.1) },
      "hasTold": !told.isEmpty, "told": told,
    ]
  }

  /// To ask is to tell: a partner who is asked learns that there is a case.
  private static let telling: Set = ["case.disclosed", "information-request.sent"]

  private func told(_ line: CaseRecord.Line) -> Model {
    let isQuestion = line.act != "case.disclosed"
    let day = isQuestion ? PartialDate(on: line.at) : PartialDate(line.value("on"))
    let what = isQuestion ? "Was asked: \(line.value("what"))" : line.value("what")
    return [
      "recipient": line.isErased ? "Erased" : line.value(isQuestion ? "partner" : "recipient"),
      "toldWhat": line.isErased ? "Erased" : what, "toldOn": day?.words ?? "",
      "basis": line.parts.first { $0.name == "basis" }.map(words.part) ?? "",
    ]
  }

  // MARK: The timeline

  private static let size = 40

  var timeline: Model {
    let address = opened.found.record.address
    let group = CaseWording.groups[asked.text("show")]?.code
    let acts = group.map(CaseWording.acts)
    let lines = opened.lines.filter { acts?.contains($0.act) ?? true }.reversed()
    let shown = asked.text("all") == "yes" ? Array(lines) : Array(lines.prefix(Self.size))
    let choices =
      [("", "Everything")] + CaseWording.groups.codes.map { ($0.code, $0.label) }
    return [
      "filters": choices.map { code, label -> Model in
        [
          "filterLabel": label, "isChosen": code == group ?? "",
          "filterAddress": code.isEmpty ? "\(address)#timeline" : "\(address)?show=\(code)#timeline",
        ]
      },
      "hasEntries": !shown.isEmpty, "entries": shown.map { entry($0, at: address) },
      "moreAddress": shown.count < lines.count
        ? address.withQuery((group.map { [("show", $0)] } ?? []) + [("all", "yes")]) + "#timeline" : false,
      "moreCount": lines.count - shown.count,
    ]
  }

  private func entry(_ line: CaseRecord.Line, at address: String) -> Model {
    let remarks = opened.lines.filter {
      $0.act == CaseRecord.remark && $0.value("entry") == String(line.position)
    }
    let mayPutRight = line.act != CaseRecord.remark && opened.found.allows(CaseAct.remark.act)
    return [
      "when": PracticeWording.moment(line.at), "who": words.person(line.by),
      "what": CaseWording.act(line.act), "isErased": line.isErased,
      "parts": told(opened.lines.before(line) + line.parts + line.sealed).map { label, text -> Model in
        ["partLabel": label, "partWords": text]
      },
      "remarks": remarks.map { remark -> Model in
        [
          "remarkedBy": words.person(remark.by), "remarkedOn": PracticeWording.moment(remark.at),
          "remark": remark.isErased ? "Erased" : remark.value("words"),
        ]
      },
      "rightAddress": mayPutRight
        ? "\(address)/\(CaseAct.remark.name)".withQuery([("entry", String(line.position))]) : false,
      "printAddress": ["case.letter-written", "case.letter-sent"].contains(line.act) && !line.isErased
        ? "\(address)/letters/\(line.item)" : false,
      "besideAddress": line.besideAddress ?? false,
      "besideLabel": line.act.hasPrefix("\(Assessment.category).")
        ? "Open the assessment" : "Open the question",
      "receiptAddress": Site.receiptAddress(address, line.position),
    ]
  }

  /// What a line says, with what is said more than once under one label.
  private func told(_ parts: [CaseRecord.Part]) -> [(label: String, words: String)] {
    var told: [(label: String, words: String)] = []
    for part in parts {
      let label = CaseWording.name(part.name)
      let text = words.part(part)
      if let last = told.indices.last, told[last].label == label {
        told[last].words += (told[last].words.hasSuffix(".") ? " " : "; ") + text
      } else {
        told.append((label, text))
      }
    }
    return told
  }
}
