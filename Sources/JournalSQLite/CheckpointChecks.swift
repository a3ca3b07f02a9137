import Foundation
import Journal
import Kernel

/// The checkpoints that a log is held to: those it keeps itself, and those published elsewhere.
struct CheckpointChecks {
  /// Those that can be read and are signed, by size.
  private var checkpoints: [Checkpoint] = []
  private let size: Int64
  private(set) var damage: [LogReport.Damage] = []

  init(_ contents: LogContents, _ witness: Witness) {
    size = contents.size
    for (place, stored) in contents.checkpoints.enumerated() {
      let number = Int64(place) + 1
      if stored.number != number { damage.append(.whole("checkpoint \(number) is missing")) }
      take("checkpoint \(stored.number)", statedSize: stored.size) { try witness.read(stored.note) }
    }
    for (place, note) in witness.published.enumerated() {
      take("published checkpoint \(place + 1)", statedSize: nil) { try witness.read(note) }
    }
    checkpoints.sort { $0.size < $1.size }
  }

  var sizes: Set<Int64> { Set(checkpoints.map(\.size)) }

  /// The first checkpoint that the entries do not give, and the last before it that they do.
  func misfit(_ roots: SubtreeRoots) -> [LogReport.Damage] {
    let frontiers = roots.frontiers(at: sizes)
    var fitting: Int64 = 0
    for checkpoint in checkpoints {
      if checkpoint.size > size {
        let reason = "a checkpoint was signed at \(checkpoint.size) entries, and there are \(size)"
        return [.init(max(fitting, size) + 1, checkpoint.size, reason)]
      }
      // Without its entries that are missing, no root: the gap was found already.
      guard let root = frontiers[checkpoint.size]?.root else { return [] }
      guard root == checkpoint.root else {
        let reason = "the checkpoint at \(fitting) fits the entries, and that at \(checkpoint.size) does not"
        return [.init(min(fitting + 1, checkpoint.size), checkpoint.size, reason)]
      }
      fitting = checkpoint.size
    }
    return []
  }

  /// How many fit.
  func fitting(_ roots: SubtreeRoots) -> Int {
    let frontiers = roots.frontiers(at: sizes)
    return checkpoints.count { frontiers[$0.size]?.root == $0.root }
  }

  private mutating func take(_ name: String, statedSize: Int64?, _ read: () throws -> Checkpoint) {
    do {
      let checkpoint = try read()
      if let statedSize, statedSize != checkpoint.size {
        damage.append(.whole("\(name) is stored as of \(statedSize) entries"))
      }
      checkpoints.append(checkpoint)
    } catch {
      damage.append(.whole("\(name): \((error as? Fault)?.detail ?? "cannot be read")"))
    }
  }
}
