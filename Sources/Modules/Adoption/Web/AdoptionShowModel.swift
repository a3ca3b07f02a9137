import Domain
import Foundation
import Kernel
import Platform
import Views

/// What the page of an adoption shows to one viewer.
struct AdoptionShowModel {
  let model: Model

  init(
    _ found: AdoptionPages.Found,
    _ history: [HistoryLine],
    _ organisation: String?,
    on day: PartialDate,
    _ context: SiteContext
  ) {
    let adoption = found.adoption
    let steps = Self.steps(found, context.viewer, on: day)
    let mayCorrect = Self.may(.correct, found, context.viewer, on: day)
    model = [
      "title": found.practice.details.title, "practiceAddress": "/practices/\(found.practice.id)",
      "who": organisation ?? "Somebody who acts for no organisation",
      "tags": Self.tags(adoption),
      "takenBack": adoption.life == .takenBack,
      "rows": Self.rows(adoption),
      "isOlderText": found.practice.version > adoption.details.practiceVersion,
      "hasResults": !adoption.results.isEmpty,
      "results": adoption.results.map { Self.result($0, mayCorrect ? found.address : nil) },
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: found.address) },
      "hasSteps": !steps.isEmpty, "steps": steps,
    ]
  }

  private static func tags(_ adoption: AdoptionList.Row) -> [Model] {
    let life: Model =
      switch adoption.life {
      case .running: ["text": "Running", "colour": "govuk-tag--green"]
      case .ended: ["text": "Ended", "colour": "govuk-tag--grey"]
      case .absent, .takenBack: ["text": "Taken back", "colour": "govuk-tag--grey"]
      }
    let kind = Adoption.kindList.label(adoption.details.kind)
    return [life, ["text": kind, "colour": "govuk-tag--blue"]]
  }

  private static func rows(_ adoption: AdoptionList.Row) -> [Model] {
    let form = AdoptionForm.details.rows(adoption.details, leavingOut: ["kind"]).flatMap(\.rows)
    let ended = adoption.endedOn.map { [Model.row("Ended", $0.words)] } ?? []
    return form + ended
  }

  private static func result(_ report: AdoptionList.Report, _ address: String?) -> Model {
    let result = report.result
    let hidden: Set = ["measure", "verdict", "from", "until"]
    let period = AdoptionWording.period(result.from, result.until)
    let rows = AdoptionForm.result.rows(result, leavingOut: hidden).flatMap(\.rows)
    return [
      "measure": result.measure, "verdict": Adoption.verdictList.label(result.verdict),
      "colour": AdoptionWording.colour(result.verdict),
      "rows": (period.isEmpty ? [] : [Model.row("Measured", period)]) + rows,
      "reported": PartialDate(on: report.at).words + (report.isCorrected ? ", corrected since" : ""),
      "correctAddress": address.map { "\($0)/results/\(report.id)/edit" } ?? false,
    ]
  }

  private static func may(
    _ act: AdoptionPolicy.Act,
    _ found: AdoptionPages.Found,
    _ viewer: Viewer,
    on day: PartialDate
  ) -> Bool {
    let facts = AdoptionPolicy.Facts(found.practice, found.adoption, for: viewer, on: day)
    return found.adoption.life != .takenBack && AdoptionPolicy.policy.allows(act, viewer, facts)
  }

  private static func steps(_ found: AdoptionPages.Found, _ viewer: Viewer, on day: PartialDate) -> [Model] {
    let all: [(act: AdoptionPolicy.Act, label: String, path: String, style: String)] = [
      (.report, "Report a result", "/results/new", ""),
      (.revise, "Change it", "/edit", "govuk-button--secondary"),
      (.end, "It is not done any more", "/end", "govuk-button--secondary"),
      (.takeBack, "Recorded by mistake", "/take-back", "govuk-button--warning"),
    ]
    return all.compactMap { act, label, path, style in
      guard may(act, found, viewer, on: day), act != .end || found.adoption.life == .running else {
        return nil
      }
      return ["label": label, "address": found.address + path, "style": style]
    }
  }
}

/// What the page of a practice says of its adoptions.
struct AdoptionSummaryModel {
  let model: Model

  init(
    _ adoptions: [AdoptionList.Row],
    home: String?,
    _ organisations: [String: String],
    canRecord: String?
  ) {
    let sum = AdoptionList.Sum(adoptions, home: home)
    model = [
      "adoptionSentences": AdoptionWording.sentences(sum).map { ["sentence": $0] as Model },
      "hasAdoptions": !adoptions.isEmpty,
      "adoptions": adoptions.map { adoption -> Model in
        let results = adoption.results.map { Adoption.verdictList.label($0.result.verdict) }
        return [
          "who": AdoptionWording.who(adoption.details.organisation, organisations),
          "address": "/adoptions/\(adoption.id)",
          "since": adoption.details.start?.words ?? "Not said",
          "how": Adoption.kindList.label(adoption.details.kind),
          "went": results.isEmpty ? "Not reported yet" : results.joined(separator: "\n"),
        ]
      },
      "adoptAddress": canRecord ?? false,
    ]
  }
}
