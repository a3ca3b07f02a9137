import Domain
import Kernel

/// A case of the fiction, and how it is going to go.
final class FictionCase {
  /// How it ends: a code of one of the lists of exits, and how far it comes before.
  struct Ending {
    var reason: String
    var isToPanel = false
    var isOffered = false
    var isAdopted = false
  }

  var record: Invented<Case>
  let referral: String
  let person: FictionPerson
  let follows: String?
  var ending: Ending
  var chance: Chance
  var received: PartialDate
  /// The day on which it is next looked at for silence; nil where nothing can become late.
  var lookOn: PartialDate?
  var assessment: String?
  var adoptedOn = 0
  /// That in which the referral was made.
  var area = ""
  /// Whether somebody said that an earlier referral is of the same person.
  var isKnown = false
  /// Working days from adoption to the end.
  let length: Int
  var provider: FictionProvider?
  var goal: String?
  var isWaiting = false
  var sessions = 0
  /// Nobody comes to it any more.
  var isForgotten = false

  init(
    _ id: String,
    referral: String,
    of person: FictionPerson,
    received: PartialDate,
    _ ending: Ending,
    _ chance: Chance,
    follows: String? = nil
  ) {
    record = Invented(id)
    (self.referral, self.person, self.received, self.ending) = (referral, person, received, ending)
    self.follows = follows
    self.chance = chance
    length = self.chance.from(70...190)
  }

  var state: Case.State { record.state }
}

/// A provider of the fiction, and in how many cases they are.
final class FictionProvider {
  var record: Invented<Provider>
  let account: String
  var engaged = 0

  init(_ id: String, _ account: String) {
    record = Invented(id)
    self.account = account
  }
}

final class FictionMeeting {
  var record: Invented<PanelMeeting>
  let area: String
  /// The number of its working day.
  let day: Int
  var cases: [FictionCase] = []

  init(_ id: String, _ area: String, _ day: Int) {
    record = Invented(id)
    (self.area, self.day) = (area, day)
  }
}

final class FictionRight {
  var record: Invented<RightsRequest>
  let told: FictionCase
  /// Of ``RightsRequest/kindList``.
  let kind: String

  init(_ id: String, about told: FictionCase, _ kind: String) {
    record = Invented(id)
    (self.told, self.kind) = (told, kind)
  }
}

extension FictionCase.Ending {
  /// Whether support ends with a panel's word.
  var isPanels: Bool { ["no-further-concern", "other"].contains(reason) }

  /// By thousands, after 2023/24: 13% to a panel, 7% adopted.
  static let usual: KeyValuePairs = [
    "rejected": 830, "panel": 42, "refused": 26, "deceased": 3, "adopted": 99,
  ]
  /// For very many: a case with support takes many times the entries of one that nothing came of.
  static let brief: KeyValuePairs = [
    "rejected": 988, "panel": 6, "refused": 2, "deceased": 1, "adopted": 3,
  ]

  /// Of those that ended, 79% with no further concern in 2016/17.
  static func drawn(from endings: KeyValuePairs<String, Int>, _ chance: inout Chance) -> Self {
    switch chance.one(of: endings) {
    case "rejected":
      Self(
        reason: chance.one(of: [
          "no-vulnerability": 300, "signposted": 330, "served-elsewhere": 90, "malicious-misguided": 40,
          "mistaken": 40, "moved-area": 15, "criminal-matter": 15,
        ])
      )
    case "panel":
      Self(
        reason: chance.one(of: ["signposted": 5, "no-vulnerability": 3, "served-elsewhere": 2]),
        isToPanel: true
      )
    case "refused": Self(reason: "consent-refused", isToPanel: true, isOffered: true)
    case "deceased": Self(reason: "deceased", isToPanel: true, isOffered: true)
    default:
      Self(
        reason: chance.one(of: [
          "no-further-concern": 79, "consent-withdrawn-concern": 6, "consent-withdrawn": 5, "transferred": 2,
          "arrested-charged": 3, "unable-to-contact": 2, "moved-abroad": 2, "other": 1,
        ]),
        isToPanel: true,
        isOffered: true,
        isAdopted: true
      )
    }
  }

  /// The longest that it is kept, so that nothing stands in the log that would have been erased by now.
  func monthsKept(_ rules: ChannelRules, isChild: Bool) -> Int {
    rules.retention.months(isAdopted: isAdopted, isChild: isChild, isMistaken: reason == "mistaken")
  }
}
