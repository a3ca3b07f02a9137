import Domain
import GRDB
package import Kernel
package import Projection

/// From when what a meeting said of somebody counts: the day on which their case was taken on the agenda.
package struct MeetingClock: RetentionClock {
  package static let name = "meeting_clock"
  package static let version = 2
  package static let vault = PanelMeeting.vault
  package static let rules = [PanelRetention.meeting]
  package static var folds: [Fold] { [Fold(PanelMeeting.self, apply)] }

  private static func apply(_ event: PanelMeeting.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .entered(let body):
      let isChild = try ReferralClock.isChild(body.subject, in: db)
      try start(PanelRetention.meeting, entry, of: body.subject, isChild: isChild, in: db)
    // What is said of the meeting itself is sealed with a key of its own.
    case .cancelled(let body): try start(PanelRetention.meeting, entry, of: body.reason.subject, in: db)
    case .minutesReturned(let body):
      try start(PanelRetention.meeting, entry, of: body.reason.subject, in: db)
    default: return
    }
  }
}

/// From when each assessment counts: the day on which it was started.
package struct AssessmentClock: RetentionClock {
  package static let name = "assessment_clock"
  package static let version = 2
  package static let vault = Assessment.vault
  package static let rules = [PanelRetention.assessment]
  package static var folds: [Fold] { [Fold(Assessment.self, apply)] }

  private static func apply(_ event: Assessment.Event, _ entry: Entry, _ db: Database) throws {
    guard case .started(let body) = event else { return }
    let isChild = try ReferralClock.isChild(body.subject, in: db)
    try start(PanelRetention.assessment, entry, of: body.subject, isChild: isChild, in: db)
  }
}

/// From when each question to a partner counts: the day on which it was sent.
package struct RequestClock: RetentionClock {
  package static let name = "request_clock"
  package static let version = 2
  package static let vault = InformationRequest.vault
  package static let rules = [PanelRetention.request]
  package static var folds: [Fold] { [Fold(InformationRequest.self, apply)] }

  private static func apply(_ event: InformationRequest.Event, _ entry: Entry, _ db: Database) throws {
    guard case .sent(let body) = event else { return }
    let isChild = try ReferralClock.isChild(body.words.subject, in: db)
    try start(PanelRetention.request, entry, of: body.words.subject, isChild: isChild, in: db)
  }
}
