using OzFunctions.Core.Folders;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>A change that this process has stored and follows up itself.</summary>
/// <param name="Work">What is to be done.</param>
/// <param name="Message">Its message, which stays hidden meanwhile: what this process does not get done, another one does.</param>
/// <param name="Written">What was stored, with the deliveries claimed by this process.</param>
/// <param name="MadeAt">When it was made, UTC: before its message was enqueued, and since when its deliveries are claimed.</param>
public sealed record OwnChange(ChangedWork Work, WorkReceipt Message, WrittenChange Written, DateTimeOffset MadeAt);
