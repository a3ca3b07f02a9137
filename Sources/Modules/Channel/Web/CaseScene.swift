import Domain
import Foundation
import Kernel
import Platform
import Views

extension CodeList {
  /// With a first choice that is none of them; a list that is only described stays as it is.
  func orNone(_ label: String) -> CodeList {
    codes.isEmpty ? self : CodeList(name, version: version, [.init("none", label)] + codes)
  }
}

/// What is known where an act is done.
struct CaseScene: Sendable {
  /// The identifier of what the act makes.
  var id = ""
  var caseID = ""
  /// Whether something that was sent names an intelligence service.
  var namesService = false
  var state = Case.initialState
  var today = PartialDate(on: .distantPast)
  var rules = ChannelRules()
  /// Everybody in casework, and those who may carry the case; empty where no act asks for them.
  var people = CodeList("caseworker", version: 1, [])
  var owners = CodeList("caseworker", version: 1, [])
  /// Who may carry it in the area that it is to be handed over to.
  var takers = CodeList("caseworker", version: 1, [])
  /// The areas that it may go to.
  var areas = CodeList("area", version: 1, [])
  /// Those that ask to be let in, those it is shared with, alarms, goals, seekings, supports, later reviews, letters: what the
  /// case itself says.
  var choices: [Choice: CodeList] = [:]
  /// Services of which nobody has said yet what became of it.
  var signposts = CodeList("choice", version: 1, [])
  /// All that happened in the case, the latest first, by its place in the log.
  var entries = CodeList("choice", version: 1, [])
  /// Whether the referral says that the person was under 18; false where no act asks.
  var isChild = false
  /// Who writes a letter, as far as it is known.
  var sender = ""
  /// Earlier cases of the same person that were rejected.
  var earlier: [String] = []
  /// The last place of a plan that was sent.
  var supportsSent = 0
  /// The meetings of its area that are arranged and lie ahead, the next first.
  var meetings: [MeetingList.Row] = []
  /// What approved providers with room for the case may take on.
  var assignables: [InterventionProvider.Assignable] = []
  /// All of the register.
  var providers: [ProviderList.Row] = []

  enum Choice: CaseIterable {
    case askers, members, alarms, goals, seekings, supports, laterReviews, letters
  }

  /// What takes streams or lists of its own to be read.
  enum Need {
    /// Everybody in casework; who may carry the case; who may carry it where it is to be handed over to.
    case people, owners, takers
    /// Where it may go.
    case areas
    /// Cases of the same person that were rejected.
    case earlier
    /// Services that somebody was pointed to.
    case signposts
    /// What happened.
    case entries
    /// Whether the person was under 18.
    case age
    /// Who would write a letter.
    case sender
    /// The register of providers, and what each may take on.
    case providers
    /// The meetings that a case can be put to.
    case meetings
  }

  func choice(_ choice: Choice) -> CodeList { choices[choice] ?? CodeList("choice", version: 1, []) }

  /// The state of no case: a form that is only described.
  static let described = CaseScene()

  var isDescribed: Bool { id.isEmpty }

  /// A day that is asked for and must be given.
  func day(_ sent: CaseAct.Sent, _ name: String) -> PartialDate { sent[day: name] ?? today }
}
