import Foundation
package import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
package import Platform
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The site over HTTP, and the operators' port beside it.
package struct Server: Sendable {
  private let installation: Installation
  private var settings: Settings { installation.settings }

  package init(_ installation: Installation) { self.installation = installation }

  /// Listens until a signal ends it; what is being answered is finished first.
  ///
  /// - Parameter announce: Called once with the address, when requests are taken.
  package func run(announce: @escaping @Sendable (_ address: String) async throws -> Void) async throws {
    let logger = try self.logger
    let missing = installation.site.texts.missing
    if !missing.isEmpty {
      logger.warning(
        "the text of some attachments is not read",
        metadata: ["not installed": "\(missing.joined(separator: ", "))"]
      )
    }
    if installation.site.signIn.passwords.common == nil {
      logger.warning(
        "common passwords are not refused",
        metadata: ["missing": "\(settings[Settings.assets])/\(CommonPasswords.fileName)"]
      )
    }
    let measures = Measures()
    let failure = Mutex<(any Error)?>(nil)
    let host = settings[Settings.host]
    let pages = Application(
      responder: try Self.router(
        installation.site,
        installation,
        Assets(URL(filePath: settings[Settings.assets])),
        measures
      )
      .buildResponder(),
      server: http,
      configuration: .init(
        address: .hostname(host, port: settings[Settings.port]),
        serverName: "Touchstone",
        availableConnectionsDelegate: MaximumAvailableConnections(settings[Settings.connections])
      ),
      onServerRunning: { channel in
        do {
          let shown = host == "0.0.0.0" || host == "::" ? "localhost" : host
          let listened = "http://\(shown):\(channel.localAddress?.port ?? 0)"
          let given = settings[Settings.publicAddress]
          try await announce(given.isEmpty ? listened : given)
        } catch {
          failure.withLock { $0 = error }
        }
      },
      logger: logger
    )
    let operations = Application(
      responder: Operations(installation.site, measures).router().buildResponder(),
      server: http,
      configuration: .init(address: .hostname("127.0.0.1", port: settings[Settings.metricsPort])),
      onServerRunning: { channel in
        logger.notice("operations", metadata: ["port": "\(channel.localAddress?.port ?? 0)"])
      },
      logger: logger
    )
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(service: pages), .init(service: operations),
      ] + installation.regularly(logger).map { .init(service: $0) },
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    // Whoever never finishes what they send does not keep the program from ending.
    configuration.maximumGracefulShutdownDuration = .seconds(settings[Settings.stopSeconds])
    var ending: (any Error)?
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      ending = Fault(
        .storage,
        "cannot listen on \(host), port \(settings[Settings.port]): \(error.description)"
      )
    } catch is CancellationError {
      logger.notice("stopped before every request was finished")
    } catch {
      ending = error
    }
    try await installation.close()
    if let error = ending ?? failure.withLock({ $0 }) { throw error }
  }

  /// A connection on which nothing moves is closed, and so is one that moves too slowly.
  private var http: HTTPServerBuilder {
    let arriving = TimeAmount.seconds(Int64(settings[Settings.requestSeconds]))
    let taken = TimeAmount.seconds(Int64(settings[Settings.answerSeconds]))
    return .http1(
      configuration: .init(
        additionalChannelHandlers: [RequestDeadline(arriving: arriving, taken: taken)],
        idleTimeout: .seconds(Int64(settings[Settings.connectionIdleSeconds]))
      )
    )
  }

  /// Every page and every call of the interface, with what stands before each.
  package static func router(
    _ site: Site,
    _ installation: Installation,
    _ assets: Assets?,
    _ measures: Measures
  ) throws -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      Measuring(measures)
      SecurityHeaders(behindTLS: site.options.behindTLS, formTargets: site.signIn.provider?.origins ?? [])
      ConditionalGet()
      ErrorMapping(site)
      Visitors(site)
      ErrorMapping(site)
      SecondFactorForAll(site)
    }
    let routes = router.group()
    assets?.register(on: routes)
    SignInPages(site: site, provided: installation.providedPeople) {
      try await installation.openFirst($0, $1, $2)
    }
    .register(on: routes)
    PurposePages(site: site).register(on: routes)
    for module in Registry.modules { module.register(site, routes) }
    installation.registerLog(on: routes)
    try OpenAPI.register(Registry.operations, on: routes)
    return router
  }

  private var logger: Logger {
    get throws {
      let name = settings[Settings.logLevel]
      guard let level = Logger.Level(rawValue: name) else {
        throw Fault(.configuration, "the setting log.level cannot be “\(name)”")
      }
      var logger = Logger(label: "touchstone") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = level
      return logger
    }
  }
}
