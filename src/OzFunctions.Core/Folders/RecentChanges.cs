namespace OzFunctions.Core.Folders;

/// <summary>
/// Changes that this process is storing or has just stored, until it follows them up: what is known need not be read, and what is on its way need
/// not be looked for. Only a shortcut: what is not here is read, every write that rests on it is made under the mark of its row, and what a message
/// asks for is done with or without it.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RecentChanges(TimeProvider time)
{
    /// <summary>Of how many changes it knows; of more the oldest are forgotten.</summary>
    public const int Most = 512;

    // So that all of them stay within some 50 MB, whatever the folders. Larger ones are read again.
    private const int MostAnalyses = 50;

    // A transaction on its way is mostly there by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Folder, int Version), Expected> _expected = [];
    private readonly Queue<(string Folder, int Version)> _oldest = new();

    /// <summary>Says that a change is about to be stored. Before its message is enqueued.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="version">The folder's version after it.</param>
    /// <returns>Takes the change once it is stored; disposed without it, nobody waits for it any longer.</returns>
    public Writing Expect(string folderId, int version)
    {
        lock (_lock)
        {
            var key = (folderId, version);
            if (!_expected.TryGetValue(key, out var expected))
            {
                _expected[key] = expected = new Expected();
                _oldest.Enqueue(key);
                if (_oldest.Count > Most)
                {
                    Forget(_oldest.Dequeue());
                }
            }

            expected.Writers++;
            return new Writing(this, key, expected);
        }
    }

    /// <summary>Takes a change, and waits a moment for one that is being stored. Whoever comes a second time gets nothing, and reads.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="version">The folder's version after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The change, or null when it is not known here.</returns>
    public async Task<WrittenChange?> TakeAsync(string folderId, int version, CancellationToken cancellationToken)
    {
        Expected? expected;
        lock (_lock)
        {
            if (!_expected.TryGetValue((folderId, version), out expected))
            {
                return null;
            }
        }

        try
        {
            var change = await expected.Stored.Task.WaitAsync(Patience, time, cancellationToken);
            lock (_lock)
            {
                return _expected.Remove((folderId, version)) ? change : null;
            }
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private void Forget((string Folder, int Version) key)
    {
        if (_expected.Remove(key, out var expected))
        {
            expected.Stored.TrySetResult(null);
        }
    }

    /// <summary>The storing of a change.</summary>
    public sealed class Writing : IDisposable
    {
        private readonly RecentChanges _recent;
        private readonly (string Folder, int Version) _key;
        private readonly Expected _expected;

        internal Writing(RecentChanges recent, (string Folder, int Version) key, Expected expected) => (_recent, _key, _expected) = (recent, key, expected);

        /// <summary>Says that the change is stored.</summary>
        /// <param name="change">The change.</param>
        public void Succeed(WrittenChange change) => _expected.Stored.TrySetResult(change.Folder.Folder!.Records.Analyses.Count <= MostAnalyses ? change : null);

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (_recent._lock)
            {
                // Another may be storing a change of the same version; one of the two will be it.
                if (--_expected.Writers == 0 && !_expected.Stored.Task.IsCompleted)
                {
                    _recent.Forget(_key);
                }
            }
        }
    }

    internal sealed class Expected
    {
        public TaskCompletionSource<WrittenChange?> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Writers { get; set; }
    }
}
