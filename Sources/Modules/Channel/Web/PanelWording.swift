import Domain
import Kernel
import Platform
import Views

enum PanelWording {
  static func title(_ panel: PanelPages.Panelled) -> String { "Panel of \(panel.areaName)" }

  /// - Parameter agencies: Without which it cannot decide.
  static func lacking(_ agencies: [String]) -> String? {
    guard !agencies.isEmpty else { return nil }
    let labels = agencies.map { PanelMeeting.agencyList.label($0).lowercased() }
    return
      "Nobody sits on it for the \(labels.joined(separator: ", nor for the ")): it cannot decide anything."
  }

  static func act(_ act: PanelList.Act, _ name: String) -> String {
    switch act.act {
    case "member-named":
      "named \(name) (\(PanelMeeting.agencyList.label(act.agency).lowercased()))"
    case "member-released": "released \(name)"
    default: act.act
    }
  }
}

/// What a refusal says to the person who asked.
extension Panel.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .incomplete: "incomplete"
    case .noSuchCode: "no-such-code"
    case .notTheAuthority: "not-the-authority"
    }
  }

  package var sentence: String {
    switch self {
    case .incomplete(let missing): "Fill in: \(missing.joined(separator: ", "))."
    case .noSuchCode: "Choose the agency from the list."
    case .notTheAuthority: "Whoever chairs sits on the panel for the local authority: section 37."
    }
  }

  package var field: String? {
    switch self {
    case .incomplete(let missing): missing.first
    case .noSuchCode, .notTheAuthority: "agency"
    }
  }
}
