// Checks what Touchstone hands out with the Go project's own packages for signed notes and transparency logs.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go FOLDER
//
// The folder holds what interop.py fetched: the keys, two checkpoints, receipts, the tiles, and a consistency proof.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var folder string

func read(name string) []byte {
	content, err := os.ReadFile(filepath.Join(folder, name))
	check(err)
	return content
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func must(holds bool, what string) {
	if !holds {
		log.Fatalf("does not hold: %s", what)
	}
	fmt.Println("holds:", what)
}

func hash(text string) (hash tlog.Hash) {
	content, err := base64.StdEncoding.DecodeString(text)
	check(err)
	if copy(hash[:], content) != len(hash) || len(content) != len(hash) {
		log.Fatalf("%q is no hash", text)
	}
	return hash
}

func hashes(lines []string) (list []tlog.Hash) {
	for _, line := range lines {
		list = append(list, hash(line))
	}
	return list
}

// tree opens a checkpoint, and reads its three lines.
func tree(text []byte, keys ...note.Verifier) (tlog.Tree, *note.Note) {
	opened, err := note.Open(text, note.VerifierList(keys...))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	return tlog.Tree{N: size, Hash: hash(lines[2])}, opened
}

// cosigner verifies C2SP cosignatures, which the package does not know by itself.
type cosigner struct {
	name string
	key  ed25519.PublicKey
}

func newCosigner(text string) cosigner {
	parts := strings.SplitN(strings.TrimSpace(text), "+", 3)
	content, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	must(content[0] == 4 && len(content) == 33, "the witness's key is one for cosignatures")
	return cosigner{parts[0], ed25519.PublicKey(content[1:])}
}

func (c cosigner) Name() string { return c.name }

func (c cosigner) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(c.name+"\n\x04"), c.key...))
	return binary.BigEndian.Uint32(sum[:])
}

func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key, append([]byte(head), msg...), sig[8:])
}

// tiles reads tiles as C2SP names them: as the package does, without the height.
type tiles struct{}

func (tiles) Height() int { return 8 }

func (tiles) ReadTiles(list []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range list {
		name := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		content, err := os.ReadFile(filepath.Join(folder, "tiles", name))
		if err != nil {
			return nil, err
		}
		data = append(data, content)
	}
	return data, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// receipt checks one receipt alone, then beside the tiles of the newest checkpoint.
func receipt(name string, key note.Verifier, newest tlog.Tree, reader tlog.HashReader) {
	head, checkpoint, found := strings.Cut(string(read(name)), "\n\n")
	must(found, name+" has a checkpoint")
	lines := strings.Split(head, "\n")
	must(lines[0] == "c2sp.org/tlog-proof@v1", name+" is a log proof")
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	check(err)
	tag := []byte("touchstone/receipt/v1\n")
	must(bytes.HasPrefix(extra, tag) && len(extra) == len(tag)+32, name+" says its leaf")
	leaf := hash(base64.StdEncoding.EncodeToString(extra[len(tag):]))
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	check(err)
	under, _ := tree([]byte(checkpoint), key)
	proof := tlog.RecordProof(hashes(lines[3:]))
	check(tlog.CheckRecord(proof, under.N, under.Hash, index, leaf))
	must(tlog.CheckRecord(proof, under.N, under.Hash, index+1, leaf) != nil, name+" proves its own entry only")
	stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	check(err)
	must(stored[0] == leaf, fmt.Sprintf("entry %d of %s is in the tiles", index+1, name))
	must(under == newest, name+" is under the newest checkpoint")
	ours, err := tlog.ProveRecord(newest.N, index, reader)
	check(err)
	must(fmt.Sprint(ours) == fmt.Sprint(proof), name+" has the proof that Go makes of the tiles")
}

func consistency(old, newest tlog.Tree, reader tlog.HashReader) {
	var growth struct {
		From, To int64
		Proof    []string
	}
	check(json.Unmarshal(read("growth.json"), &growth))
	must(growth.From == old.N && growth.To == newest.N, "the consistency proof is of these two")
	proof := tlog.TreeProof(hashes(growth.Proof))
	check(tlog.CheckTree(proof, newest.N, newest.Hash, old.N, old.Hash))
	must(tlog.CheckTree(proof, newest.N, newest.Hash, old.N, newest.Hash) != nil, "it proves nothing else")
	ours, err := tlog.ProveTree(newest.N, old.N, reader)
	check(err)
	must(fmt.Sprint(ours) == fmt.Sprint(proof), "it is the proof that Go makes of the tiles")
}

func main() {
	log.SetFlags(0)
	folder = os.Args[1]
	key, err := note.NewVerifier(strings.TrimSpace(string(read("key"))))
	check(err)
	witness := newCosigner(string(read("witness.pub")))
	old, _ := tree(read("old"), key)
	text := read("tiles/checkpoint")
	newest, opened := tree(text, key, witness)
	must(len(opened.Sigs) == 2 && len(opened.UnverifiedSigs) == 0, "the log and the witness signed the checkpoint")
	_, err = note.Open(bytes.Replace(text, []byte("\n"), []byte("2\n"), 1), note.VerifierList(key))
	must(err != nil, "neither signature is of another text")
	reader := tlog.TileHashReader(newest, tiles{})
	receipts, err := filepath.Glob(filepath.Join(folder, "*.tlog-proof"))
	check(err)
	must(len(receipts) > 2, "there are receipts")
	for _, path := range receipts {
		receipt(filepath.Base(path), key, newest, reader)
	}
	consistency(old, newest, reader)
	for index := int64(0); index < newest.N; index++ {
		_, err := tlog.ProveRecord(newest.N, index, reader)
		check(err)
	}
	must(true, fmt.Sprintf("all %d entries are proved by the tiles", newest.N))
}
