// swift-tools-version: 6.2

import PackageDescription

/// Every module: a folder of Sources/Modules with Domain, Views and Web inside.
let modules = [
  "Adoption", "Channel", "Collection", "Configuration", "Directory", "Oversight", "Practice", "Retention",
  "Rights",
]

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// One layer of every module: the same path serves three targets with disjoint sources.
func layer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  let others = ["Domain", "Views", "Web"].filter { $0 != name }
  return .target(
    name: name,
    dependencies: dependencies,
    path: "Sources/Modules",
    exclude: modules.flatMap { module in others.map { "\(module)/\($0)" } + ["\(module)/README.md"] },
    sources: modules.map { "\($0)/\(name)" },
    swiftSettings: settings
  )
}

func ours(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let embedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")

let package = Package(
  name: "touchstone",
  targets: [
    // Deciders, occasions, event kinds, vaults, the dispatcher: the shape of every module.
    ours("Kernel", []),
    // What each module decides, and what happened: pure.
    layer("Domain", ["Kernel"]),
    // Given/When/Then, the memory log, and what several suites share.
    .target(
      name: "TestSupport",
      dependencies: ["Kernel"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    // Pure statistics and matching.
    ours("Analysis", []),
    // Measures the matching of people: `make bench-matching`.
    .executableTarget(
      name: "matching",
      dependencies: ["Analysis"] + (Context.environment["FAST"] == nil ? [crypto, grdb] : []),
      path: "Benchmarks/Matching",
      swiftSettings: settings
    ),
    tests("KernelTests", ["Kernel", "TestSupport"]),
    tests("AnalysisTests", ["Analysis"]),
    tests("DomainTests", ["Domain", "Kernel", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

if Context.environment["FAST"] == nil {
  package.dependencies = [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ]
  package.targets += [
    // libsodium, for Argon2id password hashing and sealed archives.
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    // zlib, for what a container would unpack to.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // The parts of posix_spawn that Swift's Glibc leaves out.
    .systemLibrary(name: "CSpawn"),
    // libzip, for the files that OpenDocument is packed in.
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    // libqrencode, for the picture that an authenticator reads a secret from.
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // The tree over a log, its tiles, proofs and signed checkpoints.
    ours("Journal", ["Kernel", crypto]),
    // The embedded log: group commit, verification, backup.
    ours("JournalSQLite", ["Journal", "Kernel", crypto, grdb]),
    // What others' servers answer, bounded in time and bytes.
    ours("Fetching", ["Kernel"]),
    // What people outside run: reads published logs and receipts, and cosigns.
    ours("Auditing", ["Fetching", "Journal", "JournalSQLite", "Kernel", "Keyring", grdb]),
    // A key for every person: sealing, opening, destroying.
    ours("Keyring", ["Kernel", crypto, grdb]),
    // Files under one seal, for recipients whose keys are elsewhere.
    ours("Archives", ["CSodium", "Kernel"]),
    // Views folded from a log, their positions, and rebuilding them.
    ours("Projection", ["Kernel", grdb]),
    // Xapian behind a plain C interface.
    .target(name: "CXapian", linkerSettings: [.linkedLibrary("xapian"), .linkedLibrary("roaring")]),
    // Search indexes that follow the views: words, facets, snippets, spelling.
    ours("Search", ["CXapian", "Kernel", "Projection", grdb]),
    // Accessible drawings of numbers, and their tables.
    ours("Charts", []),
    // Tables as OpenDocument spreadsheets.
    ours("Sheets", ["CZip", "Kernel"]),
    // The site kit: forms, pages, sign-in, policy, errors, metrics.
    ours(
      "Platform",
      [
        "CQRCode", "CSodium", "CSpawn", "CZlib", "Fetching", "Kernel", "Projection", "Search", "Sheets",
        crypto, cryptoExtras, grdb, httpTypes, hummingbird, logging, mustache,
      ],
      resources: [.copy("Templates"), .copy("Public")]
    ),
    // What each module's pages and lists are read from.
    layer("Views", ["Analysis", "Domain", "Kernel", "Projection", "Search", grdb]),
    // Each module's pages, API, policy and wording.
    layer(
      "Web",
      ["Charts", "Domain", "Kernel", "Platform", "Search", "Sheets", "Views", httpTypes, hummingbird]
    ),
    // Vaults opened and wired, and what the subcommands do.
    ours(
      "Assembly",
      [
        "Archives", "Domain", "Journal", "JournalSQLite", "Kernel", "Keyring", "Platform", "Projection",
        "Search", "Views", "Web",
        configuration, crypto, grdb, httpTypes, hummingbird, hummingbirdCore, lifecycle, logging, nio,
        nioTypes, signals, system,
      ],
      resources: [.copy("Reference")]
    ),
    // The program: the command line over Assembly.
    .executableTarget(
      name: "touchstone",
      dependencies: [
        "Assembly", "Auditing", "Journal", "Kernel", arguments, httpTypes, hummingbird, logging,
      ],
      path: "Sources/Touchstone",
      swiftSettings: settings
    ),
    // Appends to a journal until it is killed: what JournalTests kills.
    .executableTarget(
      name: "append-probe",
      dependencies: ["JournalSQLite", "Kernel"],
      path: "Sources/AppendProbe",
      swiftSettings: settings
    ),
    // Measures the journal beside bare SQLite: `make bench`.
    .executableTarget(
      name: "bench",
      dependencies: [
        "Auditing", "Journal", "JournalSQLite", "Kernel", "Keyring", "Projection", "Search", grdb,
      ],
      path: "Benchmarks/Sources",
      swiftSettings: settings
    ),
    tests(
      "JournalTests",
      ["Journal", "JournalSQLite", "Kernel", "TestSupport", "append-probe", crypto, grdb]
    ),
    tests(
      "AuditTests",
      ["Auditing", "Journal", "JournalSQLite", "Kernel", "TestSupport", "touchstone", grdb]
    ),
    tests("ArchiveTests", ["Archives", "Kernel", "TestSupport"]),
    tests("ChartsTests", ["Charts"]),
    tests("SearchTests", ["JournalSQLite", "Kernel", "Projection", "Search", "TestSupport", grdb]),
    tests("SheetsTests", ["CZip", "Kernel", "Sheets", "TestSupport"]),
    tests("KeyringTests", ["Keyring", "Kernel", "TestSupport", crypto, grdb]),
    tests(
      "ViewTests",
      ["Domain", "JournalSQLite", "Kernel", "Keyring", "Projection", "TestSupport", "Views", grdb]
    ),
    tests(
      "PlatformTests",
      [
        "CZlib", "Fetching", "Kernel", "Platform", "Sheets", "TestSupport", crypto, cryptoExtras, embedded,
        grdb,
        httpTypes, hummingbird,
      ]
    ),
    tests(
      "WebTests",
      [
        "Assembly", "Auditing", "Domain", "Journal", "Kernel", "Platform", "Search", "Sheets", "TestSupport",
        "Views", "Web", embedded, httpTypes, hummingbird,
      ]
    ),
    tests(
      "FaultTests",
      [
        "Archives", "Assembly", "Domain", "Journal", "JournalSQLite", "Kernel", "Keyring", "Platform",
        "Search", "TestSupport", "Views", "Web", "touchstone", grdb,
      ]
    ),
  ]
}

// ONLY=ViewTests,KeyringTests swift build --build-tests: just these targets and what they need.
if let only = Context.environment["ONLY"] {
  var kept = Set(only.split(separator: ",").map(String.init))
  var waiting = kept
  while let name = waiting.popFirst() {
    let target = package.targets.first { $0.name == name }
    for case .byNameItem(let needed, _) in target?.dependencies ?? [] where kept.insert(needed).inserted {
      waiting.insert(needed)
    }
  }
  package.targets.removeAll { !kept.contains($0.name) }
}
