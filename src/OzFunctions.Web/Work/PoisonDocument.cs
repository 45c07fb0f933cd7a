namespace OzFunctions.Web.Work;

/// <summary>The response when dead-lettered messages were requeued.</summary>
/// <param name="Replayed">How many messages were requeued.</param>
/// <param name="Unreadable">How many messages are not work items. They stay in their poison queue.</param>
/// <param name="Waiting">The approximate number of messages that are still in the poison queues.</param>
internal sealed record PoisonDocument(int Replayed, int Unreadable, int Waiting);
