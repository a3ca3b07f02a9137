import Domain
import Kernel
import Projection

/// What the records beside a case say in its timeline; each has a page that says more.
extension InformationRequest.Event {
  var said: CaseRecord.Said {
    switch self {
    case .sent(let body):
      .line(
        "",
        [
          .code("agency", body.agency, PanelMeeting.agencyList), .code("basis", body.basis, Case.basisList),
          .day("due", body.due),
        ]
      )
      .seal(body.words) { [.words("partner", $0.partner), .words("what", $0.what)] }
    case .answered(let body): .line("", [.day("on", body.on)]).seal(body.text)
    case .refused(let body):
      .line("", [.code("ground", body.ground, InformationRequest.refusalList), .day("on", body.on)])
        .seal(body.words)
    case .withdrawn(let body): .line().seal(body.reason, as: "reason")
    }
  }
}

extension Assessment.Event {
  /// Nil for what was judged of one factor: the assessment's own page says that.
  var said: CaseRecord.Said? {
    switch self {
    case .started: .line()
    case .judged, .narrated: nil
    case .completed(let body):
      .line().seal(body.words) {
        [.words("summary", $0.summary), .words("plan", $0.plan), .words("changes", $0.changes)]
      }
    case .abandoned(let body): .line().seal(body.reason, as: "reason")
    }
  }
}

extension CaseRecord.Line {
  /// The page of the record beside the case that it belongs to; nil for the case's own lines.
  package var besideAddress: String? {
    if act.hasPrefix("\(InformationRequest.category).") { return "/requests/\(stream)" }
    if act.hasPrefix("\(Assessment.category).") { return "/assessments/\(stream)" }
    return nil
  }
}
