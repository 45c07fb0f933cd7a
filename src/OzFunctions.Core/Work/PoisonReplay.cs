namespace OzFunctions.Core.Work;

/// <summary>What came of replaying the poison queues.</summary>
/// <param name="Replayed">How many messages were moved back.</param>
/// <param name="Unreadable">How many were met that are no work items. They stay in the poison queue.</param>
public sealed record PoisonReplay(int Replayed, int Unreadable);
