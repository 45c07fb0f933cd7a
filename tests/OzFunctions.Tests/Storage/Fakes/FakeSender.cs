using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>Records what is sent, and responds as a test says.</summary>
internal sealed class FakeSender : INotificationSender
{
    private readonly Lock _lock = new();

    public Func<SignedNotification, Task<AttemptResult>> Answer { get; set; } = static _ => Task.FromResult(new AttemptResult(200));

    public List<SignedNotification> Sent { get; } = [];

    public void Always(int status) => Answer = _ => Task.FromResult(new AttemptResult(status));

    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var signed = SignedNotification.Of(notification);
        lock (_lock)
        {
            Sent.Add(signed);
        }

        return Answer(signed);
    }
}
