package import Hummingbird
import Kernel

/// The calls of one module: what serves them is what describes them.
package protocol InterfacePart: Sendable {
  static var calls: [APICall<Self>] { get }
}

extension InterfacePart {
  package func register(on routes: RouterGroup<SiteContext>) {
    for call in Self.calls { call.register(on: routes, self) }
  }

  package static var operations: [APIOperation] { calls.map(\.operation) }
}
