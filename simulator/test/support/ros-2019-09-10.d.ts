/** The older client comes without types. */
declare module '@alicloud/ros-2019-09-10';
