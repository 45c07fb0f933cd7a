namespace OzFunctions.Core.Work;

/// <summary>The result of replaying the poison queues.</summary>
/// <param name="Replayed">The number of messages moved back.</param>
/// <param name="Unreadable">The number of messages found that are not work items. They stay in the poison queue.</param>
public sealed record PoisonReplay(int Replayed, int Unreadable);
