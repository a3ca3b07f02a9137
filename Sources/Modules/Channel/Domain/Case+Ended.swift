extension Case {
  /// That a case is closed: made by the case's own state alone.
  package struct Ended: Equatable, Sendable {
    package let caseID: String
    /// Whose key seals what is written of it.
    package let subject: String
  }
}

extension Case.State {
  /// Nil while it is open, and so has not been lived to its end.
  package func ended(_ caseID: String) -> Case.Ended? {
    life == .closed ? Case.Ended(caseID: caseID, subject: subject) : nil
  }
}
