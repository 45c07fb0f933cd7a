namespace OzFunctions.Core.Work;

/// <summary>An item that must be handled once more, in place of the message that was received.</summary>
/// <param name="Item">The item.</param>
/// <param name="Delay">How long it stays invisible: zero to seven days.</param>
public sealed record WorkRequeue(WorkItem Item, TimeSpan Delay);
