namespace OzFunctions.Tests.EndToEnd;

/// <summary>A clock that is a minute ahead, for a process that starts after all claims of the previous one have expired.</summary>
internal sealed class LaterClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(1);
}
