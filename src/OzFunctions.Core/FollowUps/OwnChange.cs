using OzFunctions.Core.Folders;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>A change that this process has stored and follows up itself.</summary>
/// <param name="Work">The work to do.</param>
/// <param name="Message">
/// Its message, which is invisible meanwhile. Whatever this process leaves undone is done by the process that receives the message.
/// </param>
/// <param name="Written">The stored change, with its deliveries claimed by this process.</param>
/// <param name="MadeAt">When the change was made, UTC: before its message was enqueued; the leases of its deliveries begin then.</param>
/// <param name="Made">The same moment as a timestamp, for the time that has passed since.</param>
public sealed record OwnChange(ChangedWork Work, WorkReceipt Message, WrittenChange Written, DateTimeOffset MadeAt, long Made);
