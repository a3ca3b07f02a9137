import Domain
import Kernel
import Platform
import Views

/// What pages show of referrals that may be, or are said to be, of one person: words, and no number for how likely
/// anything is.
enum MatchModel {
  /// - Parameter count: How many others are linked; nil for none.
  static func linked(_ count: Int) -> String? {
    switch count {
    case ..<1: nil
    case 1: "One other referral is of this person."
    default: "\(count) other referrals are of this person."
    }
  }

  static func likely(_ found: [ReferralList.Likely], of id: String, _ areas: [String: String]) -> Model {
    [
      "hasLikely": !found.isEmpty,
      "likely": found.map { other -> Model in
        [
          "likelyTitle": other.row.reference, "likelyWords": words(other.row, areas),
          "compareAddress": "/referrals/\(id)/matches/\(other.row.id)",
        ].merging(reasons(other)) { $1 }
      },
    ]
  }

  private static func reasons(_ likely: ReferralList.Likely) -> Model {
    [
      "agreements": likely.agreements.map { ["words": $0] as Model },
      "hasDifferences": !likely.differences.isEmpty,
      "differences": likely.differences.map { ["words": $0] as Model },
    ]
  }

  /// What a list shows of a referral: nothing that is sealed.
  private static func words(_ row: ReferralList.Row, _ areas: [String: String]) -> String {
    "received on \(row.received.words), \(areas[row.area] ?? row.area)"
  }

  // MARK: Two beside one another

  static func two(
    _ two: ChannelPages.Two,
    _ people: (mine: Referral.Person, theirs: Referral.Person),
    _ compared: ReferralList.Likely,
    _ areas: [String: String],
    _ names: [String: String],
    _ history: [HistoryLine]
  ) -> Model {
    let mine = facts(people.mine, two.found.row, areas)
    let theirs = facts(people.theirs, two.other, areas)
    let said = two.said.flatMap { $0.life == .open ? nil : $0 }
    let model: Model = [
      "reference": two.found.row.reference, "otherReference": two.other.reference,
      "address": "/referrals/\(two.found.row.id)", "otherAddress": "/referrals/\(two.other.id)",
      "facts": zip(mine, theirs).filter { !$0.value.isEmpty || !$1.value.isEmpty }
        .map { first, second -> Model in
          ["label": first.label, "mine": known(first.value), "theirs": known(second.value)]
        },
      "hasAgreements": !compared.agreements.isEmpty, "action": two.address,
      "said": said.map { Self.said($0, names) } ?? false, "undoAddress": "\(two.address)/undo",
      "hasHistory": !history.isEmpty,
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: two.address) },
    ]
    return model.merging(reasons(compared)) { $1 }
  }

  private static func known(_ value: String) -> String { value.isEmpty ? "Not known" : value }

  private static func facts(
    _ person: Referral.Person,
    _ row: ReferralList.Row,
    _ areas: [String: String]
  ) -> [(label: String, value: String)] {
    [
      ("Name", ChannelWording.name(person)), ("Date of birth", person.birth?.words ?? ""),
      ("Age in years", person.age.map(String.init) ?? ""), ("Address", ChannelWording.address(person)),
      ("Received", row.received.words), ("Area", areas[row.area] ?? row.area),
      ("Comes from", ChannelWording.sector(row.sector)),
      ("Type of concern", ChannelWording.concern(row.concern)),
    ]
  }

  static func verdict(_ life: Match.State.Life) -> String {
    switch life {
    case .confirmed: "They are of the same person"
    case .rejected: "They are of two people"
    case .open: "What was said of them is taken back"
    }
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: String) -> String {
    switch act {
    case "confirmed": "said that it is the same person"
    case "rejected": "said that they are two people"
    case "undone": "took back what was said"
    default: act
    }
  }

  /// What was said of two, by whom and why.
  static func said(_ row: MatchList.Row, _ names: [String: String]) -> String {
    let who = names.name(of: row.by)
    let what = act(row.life.rawValue)
    let why = row.reason ?? "the reason is erased"
    return "\(who) \(what), \(PracticeWording.moment(row.at)): \(why)"
  }

  // MARK: All contacts

  static func contacts(
    _ contacts: ChannelPages.Contacts,
    of id: String,
    _ areas: [String: String],
    _ names: [String: String]
  ) -> [Model] {
    contacts.all.map { contact in
      let cases = contacts.cases.filter { $0.subject == contact.row.id }
      let direct = contact.links.first { $0.one == id || $0.other == id }
      let isThis = contact.row.id == id
      let shown = isThis ? [] : direct.map { [$0] } ?? contact.links
      let isOpen = contacts.open.contains(contact.row.id)
      let sector = ChannelWording.sector(contact.row.sector)
      let concern = ChannelWording.concern(contact.row.concern)
      return [
        "title": contact.row.reference, "address": "/referrals/\(contact.row.id)", "isThis": isThis,
        "words": "Received on \(contact.row.received.words), \(areas[contact.row.area] ?? contact.row.area)",
        "about": isOpen ? " From: \(sector). Concern: \(concern)." : " It belongs to others.",
        "said": shown.map { ["words": said($0, names)] as Model },
        "cases": isOpen ? cases.map(Self.model) : [Model](),
        "isThrough": !isThis && direct == nil,
        "undoAddress": isThis || direct == nil || !isOpen
          ? false : "/referrals/\(id)/matches/\(contact.row.id)/undo",
      ]
    }
  }

  private static func model(_ row: CaseList.Row) -> Model {
    [
      "caseAddress": "/cases/\(row.id)", "caseTitle": row.reference,
      "caseStage": CaseWording.lifeList.label(row.life.rawValue),
    ]
  }

  static func rejected(
    _ pairs: [(row: ReferralList.Row, said: MatchList.Row)],
    of id: String,
    _ areas: [String: String],
    _ names: [String: String]
  ) -> [Model] {
    pairs.map { row, said in
      [
        "title": row.reference, "address": "/referrals/\(row.id)", "words": words(row, areas),
        "said": Self.said(said, names), "undoAddress": "/referrals/\(id)/matches/\(row.id)/undo",
      ]
    }
  }
}
