// The objects of ordered sets: sorted runs of at most 512 objects. No locks here; the table's are taken.
import Glibc

/// A place between objects.
struct SortedPlace {
    var run: Int
    var index: Int
}

final class SortedStorage {
    private static let runCapacity = 512

    private struct Run {
        let objects: UnsafeMutablePointer<ObjectPointer>
        var count: Int
    }

    private var runs: [Run] = []
    private(set) var count = 0
    private(set) var words = 0
    private let keyIndex: Int
    private let atoms: Atoms

    init(keyIndex: Int, atoms: Atoms) {
        self.keyIndex = keyIndex
        self.atoms = atoms
    }

    deinit { removeAll() }

    @inline(__always) func key(_ object: ObjectPointer) -> Term { object.pointee.tuple.element(keyIndex) }

    @inline(__always)
    private func order(_ a: Term, _ b: Term) -> Int {
        if a.isSmall, b.isSmall { return a.small < b.small ? -1 : a.small > b.small ? 1 : 0 }
        return compareSlow(a, b, atoms, exact: false)
    }

    /// The first place whose object's key is not below the key, and whether it equals it.
    func place(_ key: Term) -> (place: SortedPlace, found: Bool) {
        // The last run that starts at or below the key.
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if order(self.key(runs[middle].objects[0]), key) <= 0 { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return (SortedPlace(run: 0, index: 0), false) }
        let run = low - 1
        low = 0
        high = runs[run].count
        while low < high {
            let middle = (low + high) / 2
            let order = order(self.key(runs[run].objects[middle]), key)
            if order == 0 { return (SortedPlace(run: run, index: middle), true) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        if low == runs[run].count, run + 1 < runs.count { return (SortedPlace(run: run + 1, index: 0), false) }
        return (SortedPlace(run: run, index: low), false)
    }

    func object(_ place: SortedPlace) -> ObjectPointer? {
        place.run < runs.count && place.index < runs[place.run].count ? runs[place.run].objects[place.index] : nil
    }

    func find(_ key: Term) -> ObjectPointer? {
        let (place, found) = place(key)
        return found ? object(place) : nil
    }

    /// Puts an object in, in the place of one with an equal key.
    func insert(_ object: ObjectPointer) {
        var (place, found) = place(key(object))
        if found {
            let old = runs[place.run].objects[place.index]
            words += object.pointee.words - old.pointee.words
            runs[place.run].objects[place.index] = object
            TableObject.free(old)
            return
        }
        count += 1
        words += object.pointee.words
        if runs.isEmpty {
            let objects = UnsafeMutablePointer<ObjectPointer>.allocate(capacity: SortedStorage.runCapacity)
            objects.initialize(to: object)
            runs.append(Run(objects: objects, count: 1))
            return
        }
        // Between two runs, the end of the first is as good as the start of the second.
        if place.index == 0, place.run > 0 { place = SortedPlace(run: place.run - 1, index: runs[place.run - 1].count) }
        if runs[place.run].count == SortedStorage.runCapacity {
            split(place.run)
            if place.index > runs[place.run].count { place = SortedPlace(run: place.run + 1, index: place.index - runs[place.run].count) }
        }
        let objects = runs[place.run].objects
        let after = runs[place.run].count - place.index
        memmove(objects + place.index + 1, objects + place.index, after * 8)
        objects[place.index] = object
        runs[place.run].count += 1
    }

    private func split(_ index: Int) {
        // In ascending order of arrival, the full run stays full.
        let kept = index == runs.count - 1 ? SortedStorage.runCapacity * 9 / 10 : SortedStorage.runCapacity / 2
        let objects = UnsafeMutablePointer<ObjectPointer>.allocate(capacity: SortedStorage.runCapacity)
        memcpy(objects, runs[index].objects + kept, (SortedStorage.runCapacity - kept) * 8)
        runs[index].count = kept
        runs.insert(Run(objects: objects, count: SortedStorage.runCapacity - kept), at: index + 1)
    }

    func remove(_ place: SortedPlace) {
        let run = runs[place.run]
        let object = run.objects[place.index]
        count -= 1
        words -= object.pointee.words
        memmove(run.objects + place.index, run.objects + place.index + 1, (run.count - place.index - 1) * 8)
        runs[place.run].count -= 1
        if run.count == 1 {
            run.objects.deallocate()
            runs.remove(at: place.run)
        }
        TableObject.free(object)
    }

    func removeAll() {
        for run in runs {
            for index in 0..<run.count { TableObject.free(run.objects[index]) }
            run.objects.deallocate()
        }
        runs = []
        count = 0
        words = 0
    }

    // MARK: Walks

    var first: SortedPlace { SortedPlace(run: 0, index: 0) }
    /// Behind the last object.
    var end: SortedPlace { SortedPlace(run: runs.count, index: 0) }

    func next(_ place: SortedPlace) -> SortedPlace {
        place.index + 1 < runs[place.run].count
            ? SortedPlace(run: place.run, index: place.index + 1) : SortedPlace(run: place.run + 1, index: 0)
    }

    /// The place before, nil before the first.
    func previous(_ place: SortedPlace) -> SortedPlace? {
        if place.index > 0 { return SortedPlace(run: place.run, index: place.index - 1) }
        return place.run > 0 ? SortedPlace(run: place.run - 1, index: runs[place.run - 1].count - 1) : nil
    }

    /// Calls back with each object from a place on until false.
    func forEach(from place: SortedPlace? = nil, _ body: (ObjectPointer) -> Bool) {
        var place = place ?? first
        while let object = object(place) {
            if !body(object) { return }
            place = next(place)
        }
    }

    /// Calls back with each object before a place, backwards, until false.
    func forEachBackwards(before place: SortedPlace, _ body: (ObjectPointer) -> Bool) {
        var place = previous(place)
        while let current = place, let object = object(current) {
            if !body(object) { return }
            place = previous(current)
        }
    }
}
