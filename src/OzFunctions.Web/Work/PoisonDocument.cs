namespace OzFunctions.Web.Work;

/// <summary>The answer when work that was set apart was put back.</summary>
/// <param name="Replayed">How many messages were put back.</param>
/// <param name="Unreadable">How many were met that are no work items. They stay set apart.</param>
/// <param name="Waiting">How many are still set apart, roughly.</param>
internal sealed record PoisonDocument(int Replayed, int Unreadable, int Waiting);
