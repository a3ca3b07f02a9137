package import Kernel

/// What pages ask of whoever destroys keys, whose types they do not know.
package struct Erasing: Sendable {
  /// What an erasure would destroy, and what it could not get back.
  package var foresee:
    @Sendable (_ subject: String, _ vault: Vault?) async throws -> (ErasurePlan, OutOfReach)
  /// Carries out an erasure that was approved, to its certificate.
  package var carryOut: @Sendable (_ erasure: String) async throws -> Void

  /// Asks for an erasure and carries it out, where no second person is needed: at the word of a rule.
  package var erase:
    @Sendable (_ subject: String, _ ground: String, _ vault: Vault, _ erasure: String) async throws -> Void

  /// Why a certificate is not what was signed; nil where it is.
  package var fault: @Sendable (_ certificate: String) -> String?
  /// What the register of erasures elsewhere is like; nil where none is kept.
  package var register: @Sendable () -> Register?

  package struct Register: Equatable, Sendable {
    /// How many erasures stand in it.
    package let count: Int
    /// Why it is not what was signed; nil where it is.
    package let fault: String?

    package init(count: Int, fault: String?) {
      self.count = count
      self.fault = fault
    }
  }

  package init(
    foresee: @escaping @Sendable (String, Vault?) async throws -> (ErasurePlan, OutOfReach),
    carryOut: @escaping @Sendable (String) async throws -> Void,
    erase: @escaping @Sendable (String, String, Vault, String) async throws -> Void,
    fault: @escaping @Sendable (String) -> String?,
    register: @escaping @Sendable () -> Register?
  ) {
    self.foresee = foresee
    self.carryOut = carryOut
    self.erase = erase
    self.fault = fault
    self.register = register
  }
}

/// A legal hold covers the person: nothing of them is erased until it ends.
package struct ErasureHeld: WordedRefusal, Equatable {
  package init() {}
  package var slug: String { "legal-hold" }
  package var sentence: String { "A legal hold is on this person. End it first, if it may be ended." }
}
