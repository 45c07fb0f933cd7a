using System.Collections.Concurrent;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// What Oz answered for single folders a moment ago. Polls of one folder that are repeated for many webhooks then share a request. Only in memory: what is lost is asked again. Safe for
/// concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RecentAnswers(TimeProvider time)
{
    // As many as a process can get within the time that they serve.
    private const int Most = 2_000;

    /// <summary>How long after its request an answer serves.</summary>
    public static readonly TimeSpan ServeFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (RefreshOutcome Outcome, long AskedAt)> _answers = new(StringComparer.Ordinal);

    /// <summary>Returns the answer for a folder.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <returns>The outcome, without the result of applying it; null when Oz was not asked within <see cref="ServeFor"/>.</returns>
    public RefreshOutcome? Find(string folderId) =>
        _answers.TryGetValue(folderId, out var answer) && time.GetElapsedTime(answer.AskedAt) <= ServeFor ? answer.Outcome : null;

    /// <summary>Keeps an answer that was applied.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="askedAt">The timestamp before the request.</param>
    public void Keep(string folderId, RefreshOutcome outcome, long askedAt)
    {
        if (_answers.Count >= Most)
        {
            _answers.Clear();
        }

        _answers[folderId] = (outcome with { Ingest = null }, askedAt);
    }
}
