namespace OzFunctions.Tests.EndToEnd;

/// <summary>A minute ahead: for a process that comes when all claims of the one before it are over.</summary>
internal sealed class LaterClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(1);
}
