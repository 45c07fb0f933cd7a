namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The figures of one of the two servers that are compared.</summary>
/// <param name="Load">Under the steady load.</param>
/// <param name="OfWebhook">What a webhook used under that load, with all that followed from it.</param>
/// <param name="Messages">The most messages that were in its queues, under load or idle.</param>
/// <param name="Untold">How many acknowledged folders <c>good</c> was not told of in the end.</param>
/// <param name="OfIdleSecond">What a second used in which nothing happened; null where there was none.</param>
internal sealed record IsolationSide(LoadWindow Load, Usage OfWebhook, int Messages, int Untold, Usage? OfIdleSecond);
