import Crypto
import CryptoExtras
import Foundation
import Kernel

/// A JSON Web Token (RFC 7519) whose signature was found to be right, and nothing else yet.
struct JSONWebToken: Equatable, Sendable {
  /// What is taken; whatever else a token names is refused, `none` and shared secrets first of all.
  enum Algorithm: String, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"
  }

  private struct Header: Decodable {
    let alg: String
    let kid: String?
    let typ: String?
    let crit: [String]?
  }

  let type: String?
  let claims: Claims

  /// What a token says before its signature is checked: which key to look for.
  struct Unchecked {
    let algorithm: Algorithm
    let keyID: String?
    fileprivate let type: String?
    fileprivate let signed: Data
    fileprivate let payload: Data
    fileprivate let signature: Data

    /// - Throws: ``ProviderFailure/lied(_:)``.
    init(_ text: String) throws(ProviderFailure) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard text.utf8.count <= 100_000, parts.count == 3, let head = Data(base64URL: parts[0]),
        let payload = Data(base64URL: parts[1]), let signature = Data(base64URL: parts[2])
      else { throw .lied(.malformed) }
      let header: Header
      do {
        header = try JSONDecoder().decode(Header.self, from: head)
      } catch {
        throw .lied(.malformed)
      }
      // What a token says must be understood is not understood here.
      guard header.crit == nil else { throw .lied(.malformed) }
      guard let algorithm = Algorithm(rawValue: header.alg) else { throw .lied(.algorithm) }
      self.algorithm = algorithm
      keyID = header.kid
      type = header.typ?.lowercased()
      signed = Data("\(parts[0]).\(parts[1])".utf8)
      self.payload = payload
      self.signature = signature
    }
  }

  /// - Throws: ``ProviderFailure/lied(_:)`` where no key made the signature.
  init(_ token: Unchecked, _ keys: KeySet) throws(ProviderFailure) {
    let isSigned = keys.keys(for: token).contains { $0.signed(token.signed, token.signature) }
    guard isSigned else { throw .lied(.signature) }
    do {
      claims = try JSONDecoder().decode(Claims.self, from: token.payload)
    } catch {
      throw .lied(.malformed)
    }
    type = token.type
  }
}

/// The public keys of a provider (RFC 7517), those that it signs with.
struct KeySet: Sendable {
  enum Key: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)

    var algorithm: JSONWebToken.Algorithm {
      switch self {
      case .rsa: .rs256
      case .p256: .es256
      }
    }

    func signed(_ data: Data, _ signature: Data) -> Bool {
      switch self {
      case .rsa(let key):
        // The name is the package's: RS256 is this padding, and is only checked here.
        return key.isValidSignature(
          .init(rawRepresentation: signature),
          for: data,
          padding: .insecurePKCS1v1_5
        )
      case .p256(let key):
        do {
          let signature = try P256.Signing.ECDSASignature(rawRepresentation: signature)
          return key.isValidSignature(signature, for: data)
        } catch {
          return false
        }
      }
    }
  }

  private struct Entry: Decodable {
    let kty: String
    let kid: String?
    let use: String?
    let alg: String?
    let crv: String?
    let n: String?
    let e: String?
    let x: String?
    let y: String?
  }

  private struct Document: Decodable { let keys: [Entry] }

  private let keys: [(id: String?, key: Key)]

  /// Keys of other kinds are left aside; so are those too weak to be believed.
  init(_ bytes: Data) throws {
    keys = try JSONDecoder().decode(Document.self, from: bytes).keys.prefix(50).compactMap { entry in
      guard entry.use ?? "sig" == "sig", let key = Self.key(entry) else { return nil }
      return (entry.kid, key)
    }
  }

  func holds(_ id: String?) -> Bool { id == nil ? !keys.isEmpty : keys.contains { $0.id == id } }

  /// A key is asked only of its own algorithm, whatever the token would like.
  func keys(for token: JSONWebToken.Unchecked) -> [Key] {
    keys.filter { token.keyID == nil || $0.id == token.keyID }.map(\.key)
      .filter { $0.algorithm == token.algorithm }
  }

  private static func key(_ entry: Entry) -> Key? {
    func bytes(_ text: String?) -> Data { text.flatMap { Data(base64URL: $0[...]) } ?? Data() }
    do {
      switch (entry.kty, entry.alg) {
      case ("RSA", nil), ("RSA", "RS256"):
        return .rsa(try _RSA.Signing.PublicKey(n: bytes(entry.n), e: bytes(entry.e)))
      case ("EC", nil), ("EC", "ES256"):
        guard entry.crv == "P-256" else { return nil }
        let point = bytes(entry.x).padded(to: 32) + bytes(entry.y).padded(to: 32)
        return .p256(try P256.Signing.PublicKey(rawRepresentation: point))
      default: return nil
      }
    } catch {
      return nil
    }
  }
}

extension Data {
  /// Base 64 for addresses (RFC 4648, section 5), without padding; nil where the same bytes are written otherwise.
  init?(base64URL text: Substring) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    guard base64URL == text else { return nil }
  }

  var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Numbers lose their leading zeros on the way, or gain one.
  fileprivate func padded(to count: Int) -> Data {
    let trimmed = Data(drop { $0 == 0 })
    return Data(repeating: 0, count: Swift.max(0, count - trimmed.count)) + trimmed
  }
}
