extension Case.Event {
  /// Without what was worked out from the rules and the day: the same form sent twice asks for the same, also after
  /// a night or another act.
  var asAsked: Self {
    switch self {
    case .planned(var body):
      body.sessionsDue = nil
      return .planned(body)
    case .adopted(var body):
      body.sessionsDue = nil
      return .adopted(body)
    case .sessionRecorded(var body):
      body.nextSession = nil
      return .sessionRecorded(body)
    case .consentAnswered(var body):
      body.sessionsDue = nil
      return .consentAnswered(body)
    case .transferOffered(var body):
      body.due = nil
      return .transferOffered(body)
    case .transferRequested(var body):
      body.due = nil
      return .transferRequested(body)
    default: return self
    }
  }
}
