package import Foundation
package import Kernel

/// A line of the access log on an account, as its holder is told of it.
package struct AccountLine: Equatable, Sendable {
  package let at: Date
  /// An account, or "anyone".
  package let by: String
  package let act: AccessLine.Act
  package let reason: String?

  package init(at: Date, by: String, act: AccessLine.Act, reason: String?) {
    self.at = at
    self.by = by
    self.act = act
    self.reason = reason
  }
}

/// What was done to how somebody gets in, told to themselves: nobody is written to.
extension SignInPages {
  private static let days = 90
  private static let most = 10
  /// What others can do to somebody's way in.
  private static let ofOthers: [AccessLine.Act] = [
    .linkMade, .passwordChanged, .addressChanged, .secondFactorRemoved, .sessionEnded,
  ]

  private var since: Date { site.now().addingTimeInterval(-Double(Self.days) * 86_400) }

  /// What others did between the sign-in before this one and this one; nothing where it is the first.
  func doneByOthers(_ account: String) async throws -> [AccountLine] {
    func isSignIn(_ line: AccountLine) -> Bool {
      line.act == .signedIn && line.reason?.hasSuffix(Self.program) != true
    }
    // However often programs signed in meanwhile.
    var limit = 200
    var lines = try await site.people.lines(account, [.signedIn] + Self.ofOthers, since, limit)
    while lines.count == limit, lines.count(where: isSignIn) < 2 {
      limit *= 10
      lines = try await site.people.lines(account, [.signedIn] + Self.ofOthers, since, limit)
    }
    let signIns = lines.indices.filter { isSignIn(lines[$0]) }
    guard signIns.count > 1 else { return [] }
    return lines[signIns[0]..<signIns[1]].filter { $0.act != .signedIn && $0.by != account }
  }

  /// - Parameter back: Where somebody was going who is told first; nil where nobody is sent here.
  func doings(_ account: String, goingOn back: String?) async throws -> Model {
    let lines = try await site.people.lines(account, AccessLine.Act.onWaysIn, since, Self.most)
    let failures = try await site.people.lines(account, [.signInFailed], since, 1000)
    let told = back == nil ? [] : try await doneByOthers(account)
    let names = try await site.names(of: (lines + told).map(\.by))
    func model(_ line: AccountLine) -> Model {
      [
        "when": Moment.words(line.at), "what": Self.words(line),
        "who": line.by == account ? "you" : names[line.by] ?? "somebody who is not here any more",
      ]
    }
    return [
      "doingsDays": Self.days, "hasDoings": !lines.isEmpty, "doings": lines.map(model),
      "told": !told.isEmpty, "toldDoings": told.map(model), "back": back ?? false,
      "failures": failures.first.map { Self.words(failures.count, last: $0.at) } ?? false,
    ]
  }

  private static func words(_ failures: Int, last: Date) -> String {
    let many = failures == 1 ? "Once somebody" : "\(failures) times somebody"
    return "\(many) failed to sign in as you, last on \(Moment.words(last))."
  }

  private static func words(_ line: AccountLine) -> String {
    let what =
      switch line.act {
      case .linkMade: "A one-time link for a new password was made"
      case .passwordChanged: "The password was changed"
      case .addressChanged: "The e-mail address was changed"
      case .secondFactorSet: "A second factor was set up"
      case .secondFactorRemoved: "The second factor was taken off"
      case .recoveryCodesMade: "New recovery codes were made"
      case .recoveryCodeUsed: "A recovery code was used"
      case .providerLinked: "An organisation’s sign-in was let in"
      case .providerUnlinked: "An organisation’s sign-in was let in no more"
      case .tokenMade: "A token for a program was made"
      case .sessionEnded: "All sessions were ended"
      case .tokenEnded: "A token of a program was ended"
      default: line.act.rawValue
      }
    guard line.act == .passwordChanged, let reason = line.reason else { return what }
    return "\(what), \(reason)"
  }
}
