import Domain
import Kernel

extension Case.Event {
  var supportSaid: CaseRecord.Said {
    switch self {
    case .planned(let body): .line(body.id).planning(body)
    case .adopted(let body):
      .line("", [.day("next-contact", body.nextContact), .day("review-due", body.reviewDue)])
    case .sessionRecorded(let body):
      .line(
        body.id,
        [
          .record("support", body.support), .day("on", body.on),
          .code("attendance", body.attendance, Case.attendanceList),
          .day("next-contact", body.nextContact), .day("next-session", body.nextSession),
        ]
      )
      .seal(body.words) { [.words("done", $0.done), .words("concern", $0.concern)] }
    case .goalSet(let body): .line(body.id).seal(body.words)
    case .progressNoted(let body): .line(body.id, [.record("goal", body.goal)]).seal(body.words)
    case .reviewed(let body):
      .line(body.id, [.day("on", body.on), .day("next", body.next)]).seal(body.words) {
        [.words("findings", $0.findings), .words("changes", $0.changes)]
      }
    case .contactMade(let body):
      .line(
        body.id,
        [
          .code("with", body.with, Case.contactList), .day("on", body.on),
          .day("next-contact", body.nextContact),
        ]
      )
      .seal(body.words)
    case .contactMoved(let body): .line("", [.day("next-contact", body.to)]).seal(body.reason, as: "reason")
    case .alarmRaised(let body):
      .line(
        body.id,
        [
          .code("about", body.about, Case.alarmList), .record("support", body.support),
          .account("for", body.to), .day("due", body.due),
        ]
      )
    case .alarmEscalated(let body): .line(body.id, [.words("about", Case.alarmLabel(body.id))])
    case .alarmAnswered(let body):
      .line(body.id, [.words("about", Case.alarmLabel(body.id))]).seal(body.words)
    default: .line()
    }
  }

  var sharingSaid: CaseRecord.Said {
    switch self {
    case .transferOffered(let body), .transferRequested(let body):
      .line(body.id, [.area("to-area", body.to)]).seal(body.words)
    case .transferAccepted(let body):
      .line(
        body.id,
        [.area("from-area", body.from), .area("to-area", body.to), .account("owner", body.owner)]
      )
    case .transferDeclined(let body), .transferRevoked(let body):
      .line(body.id).seal(body.reason, as: "reason")
    case .assigned(let body): .line("", [.account("owner", body.owner)]).seal(body.reason, as: "reason")
    case .shared(let body):
      .line(
        "",
        [
          .account("account", body.account), .code("role", body.role, Case.circleList),
          .day("until", body.until),
        ]
      )
      .seal(body.reason, as: "reason")
    case .sharingEnded(let body):
      .line("", [.account("account", body.account)]).seal(body.reason, as: "reason")
    case .keptOut(let body):
      .line("", [.account("account", body.account), .account("cover", body.cover)])
        .seal(body.reason, as: "reason")
    case .accessAsked(let body): .line().seal(body.reason, as: "reason")
    case .accessRefused(let body):
      .line("", [.account("account", body.account)]).seal(body.reason, as: "reason")
    default: .line()
    }
  }
}

extension CaseRecord.Said {
  fileprivate func planning(_ body: Case.Planned) -> Self {
    var said = self
    said.parts += body.supports.flatMap { support -> [CaseRecord.Part] in
      [
        .record("support", support.id), .code("nature", support.nature, Case.natureList),
        .record("provider", support.provider), .day("begins", support.from),
      ]
    }
    return said.seal(body.words) { words in
      [.words("needs", words.needs), .words("consent", words.consent)]
        + body.supports.map { .words("way-\($0.id)", words.ways[$0.id] ?? "") }
    }
  }
}
